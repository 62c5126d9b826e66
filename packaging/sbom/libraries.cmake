# What is known of the libraries that the programs are made of: for each its name, license (an identifier of the SPDX
# license list), home page; how CMake calls it, where it is a target of ours; the shared objects; a header, where the
# code is in headers alone.

# library(ID NAME text LICENSE id URL url [TARGETS regex] [OBJECTS regex] [HEADER file])
# Sets ID_NAME and so on, and appends ID to `libraries`.
macro(library id)
  cmake_parse_arguments(${id} "" "NAME;LICENSE;URL;TARGETS;OBJECTS;HEADER" "" ${ARGN})
  list(APPEND libraries ${id})
endmacro()

set(libraries)
library(boost NAME Boost.Program_options LICENSE BSL-1.0 URL https://www.boost.org/
  TARGETS "^Boost::program_options$" OBJECTS "^libboost_program_options[.]so")
library(fmt NAME fmt LICENSE MIT URL https://fmt.dev/
  TARGETS "^fmt::" OBJECTS "^libfmt[.]so" HEADER fmt/format.h)
library(json NAME nlohmann-json LICENSE MIT URL https://json.nlohmann.me/
  TARGETS "^nlohmann_json::" HEADER nlohmann/json.hpp)
library(pugixml NAME pugixml LICENSE MIT URL https://pugixml.org/
  TARGETS "^pugixml::" OBJECTS "^libpugixml[.]so")
library(libstdcxx NAME libstdc++ LICENSE "GPL-3.0-or-later WITH GCC-exception-3.1" URL https://gcc.gnu.org/
  OBJECTS "^libstdc[+][+][.]so")
library(libgcc NAME libgcc LICENSE "GPL-3.0-or-later WITH GCC-exception-3.1" URL https://gcc.gnu.org/
  OBJECTS "^libgcc_s[.]so")
library(glibc NAME glibc LICENSE LGPL-2.1-or-later URL https://www.gnu.org/software/libc/
  OBJECTS "^(ld-linux.*|ld64|libc|libm|libdl|libpthread|libresolv|librt)[.]so")
library(curl NAME libcurl LICENSE curl URL https://curl.se/
  TARGETS "^CURL::libcurl$" OBJECTS "^libcurl[.]so")
# Version 1.1.1 was under the license OpenSSL.
library(openssl NAME OpenSSL LICENSE Apache-2.0 URL https://www.openssl.org/
  TARGETS "^OpenSSL::" OBJECTS "^lib(ssl|crypto)[.]so")
library(psl NAME libpsl LICENSE MIT URL https://rockdaboot.github.io/libpsl/ OBJECTS "^libpsl[.]so")
library(openldap NAME OpenLDAP LICENSE OLDAP-2.8 URL https://www.openldap.org/ OBJECTS "^lib(ldap|lber)[-.0-9r_]*[.]so")
library(voms NAME VOMS LICENSE Apache-2.0 URL https://italiangrid.github.io/voms/ OBJECTS "^libvomsapi[.]so")
