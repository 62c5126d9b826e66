# SPDX 2.3 documents in JSON: elements are collected, and then written in one go.
# https://spdx.github.io/spdx-spec/v2.3/

set(spdx_packages)
set(spdx_relationships)

# spdx_text(VARIABLE TEXT): as a JSON string.
function(spdx_text variable text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  set(${variable} "\"${text}\"" PARENT_SCOPE)
endfunction()

# spdx_id(VARIABLE NAME): letters, digits, . and - are allowed (clause 3.2).
function(spdx_id variable name)
  string(REGEX REPLACE "[^A-Za-z0-9.-]" "-" name "${name}")
  set(${variable} "SPDXRef-${name}" PARENT_SCOPE)
endfunction()

# spdx_package(ID NAME text VERSION text LICENSE id PURPOSE word [FILE name] [URL url] [SOURCE_INFO text] [PACKAGES purl...])
function(spdx_package id)
  cmake_parse_arguments(ARG "" "NAME;VERSION;LICENSE;PURPOSE;FILE;URL;SOURCE_INFO" "PACKAGES" ${ARGN})
  spdx_id(id ${id})
  # Where something unknown must be said, SPDX has NOASSERTION for it.
  set(SPDXID ${id})
  set(name ${ARG_NAME})
  set(versionInfo ${ARG_VERSION})
  set(packageFileName ${ARG_FILE})
  set(primaryPackagePurpose ${ARG_PURPOSE})
  set(downloadLocation NOASSERTION)
  set(homepage ${ARG_URL})
  set(sourceInfo ${ARG_SOURCE_INFO})
  set(licenseConcluded NOASSERTION)
  set(licenseDeclared ${ARG_LICENSE})
  set(copyrightText NOASSERTION)
  set(json "\"filesAnalyzed\": false")
  foreach(field IN ITEMS SPDXID name versionInfo packageFileName primaryPackagePurpose downloadLocation homepage
      sourceInfo licenseConcluded licenseDeclared copyrightText)
    if(NOT "${${field}}" STREQUAL "")
      spdx_text(text "${${field}}")
      string(APPEND json ", \"${field}\": ${text}")
    endif()
  endforeach()
  set(references)
  foreach(package IN LISTS ARG_PACKAGES)
    spdx_text(text "${package}")
    list(APPEND references "{\"referenceCategory\": \"PACKAGE-MANAGER\", \"referenceType\": \"purl\", \"referenceLocator\": ${text}}")
  endforeach()
  if(references)
    list(JOIN references ", " references)
    string(APPEND json ", \"externalRefs\": [${references}]")
  endif()
  set(spdx_packages ${spdx_packages} "{${json}}" PARENT_SCOPE)
endfunction()

# spdx_relationship(FROM TYPE TO COMMENT)
function(spdx_relationship from type to comment)
  spdx_id(from ${from})
  spdx_id(to ${to})
  set(json "\"spdxElementId\": \"${from}\", \"relationshipType\": \"${type}\", \"relatedSpdxElement\": \"${to}\"")
  if(comment)
    spdx_text(text "${comment}")
    string(APPEND json ", \"comment\": ${text}")
  endif()
  set(spdx_relationships ${spdx_relationships} "{${json}}" PARENT_SCOPE)
endfunction()

# spdx_write(FILE NAME text CREATED time DESCRIBES id COMMENT text)
function(spdx_write file)
  cmake_parse_arguments(ARG "" "NAME;CREATED;DESCRIBES;COMMENT" "" ${ARGN})
  spdx_relationship(DOCUMENT DESCRIBES ${ARG_DESCRIBES} "")
  list(JOIN spdx_packages ", " packages)
  list(JOIN spdx_relationships ", " relationships)
  # Unique to this content, and always the same for it (clause 6.5).
  string(SHA256 digest "${ARG_CREATED} ${packages} ${relationships}")
  spdx_text(comment "${ARG_COMMENT}")
  set(json "{\"spdxVersion\": \"SPDX-2.3\", \"dataLicense\": \"CC0-1.0\", \"SPDXID\": \"SPDXRef-DOCUMENT\",
    \"name\": \"${ARG_NAME}\", \"documentNamespace\": \"https://spdx.org/spdxdocs/${ARG_NAME}-${digest}\",
    \"comment\": ${comment},
    \"creationInfo\": {\"created\": \"${ARG_CREATED}\", \"creators\": [\"Tool: fedcloud-probes-build\"]},
    \"packages\": [${packages}], \"relationships\": [${relationships}]}")
  string(JSON json SET "${json}" spdxVersion "\"SPDX-2.3\"") # checks the whole, and lays it out
  file(WRITE ${file} "${json}\n")
endfunction()
