#!/usr/bin/python3
"""Completion, run by the shells themselves: every long option of --help is offered, values are what fits them, and names
in a folder that are meant for a shell do nothing.
    completion_test.py --scripts DIR --helps DIR       77: a shell or bash-completion is not installed
"""
import argparse
import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import helps

parser = argparse.ArgumentParser()
for name in ("scripts", "helps"):
    parser.add_argument("--" + name, required=True)
ARGS, REST = parser.parse_known_args()
for name, path in vars(ARGS).items():
    setattr(ARGS, name, os.path.abspath(path))
LOADER = "/usr/share/bash-completion/bash_completion"
for program in ("bash", "zsh", LOADER):
    if not shutil.which(program) and not os.path.exists(program):
        print(f"Skipped: not installed: {program}")
        sys.exit(77)
OPTIONS = helps.read(ARGS.helps)
PROBES = "/usr/libexec/argo/probes/fedcloud/"  # they are called by their full path
CHOICES = {"format": {"check_occi_vm": "nagios json", "fedcloud-profiles-list": "table json"},
           "auth": {"check_occi_vm": "auto none basic x509 keystone oidc"},
           "target": {"fedcloud-nagios-config": "nagios icinga2 sensu"},
           "timeout-state": {"check_perun": "ok warning critical unknown"}}

# A line is given as its words; what is offered for the last one is printed, and then a mark.
BASH = r"""
source "$LOADER"
compopt() { :; }
complete_words() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_LINE=${COMP_LINE// = /=}; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMPREPLY=()
    local name=${1##*/} function
    complete -p "$name" > /dev/null 2>&1 || __load_completion "$1" || _completion_loader "$1"
    function=$(complete -p "$name") && function=${function#*-F } && function=${function%% *}
    "$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
    [ ${#COMPREPLY[@]} = 0 ] || printf '%q\n' "${COMPREPLY[@]}"
    echo "== end"
}
"""
ZSH = r"""
PROMPT= RPROMPT=
fpath=($SCRIPTS/zsh $fpath)
autoload -Uz compinit && compinit -u -D
compadd() {
    if (( $@[(I)-[OAD]*] )); then builtin compadd "$@"; return; fi
    local -a hits
    builtin compadd -A hits "$@"
    (( $#hits )) && print -rl -- ${(q)hits} >> $CAPTURE
    builtin compadd "$@"
}
setopt no_beep; LISTMAX=100000
capture() { zle complete-word; print -r -- '== end' >> $CAPTURE; BUFFER= }
zle -N capture; bindkey '^I' capture; unsetopt always_last_prompt list_beep auto_list auto_menu
print -r -- '== end' >> $CAPTURE
"""


class Bash:
    def __init__(self, options=""):
        self.options = options + "\n"

    def ask(self, lines, folder):
        script = BASH + self.options + "".join("complete_words " + " ".join(quoted(word) for word in line) + "\n" for line in lines)
        os.makedirs(folder + "/completion", exist_ok=True)
        if not os.path.exists(folder + "/completion/completions"):
            os.symlink(ARGS.scripts + "/bash", folder + "/completion/completions")
        run = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=True, cwd=folder,
                             env={"PATH": os.environ["PATH"], "HOME": folder, "LOADER": LOADER, "LC_ALL": "C.UTF-8",
                                  "BASH_COMPLETION_USER_DIR": folder + "/completion"})
        assert run.stderr == "", run.stderr
        return answers(run.stdout)


class Zsh:
    def __init__(self, options=""):
        self.options = options

    def ask(self, lines, folder):
        capture, script = folder + "/.capture", folder + "/.zshrc.test"
        with open(script, "w", encoding="utf-8") as file:
            file.write(ZSH + self.options + "\n")
        open(capture, "w").close()
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(folder)
            os.execvpe("zsh", ["zsh", "-f", "-i"], {"PATH": os.environ["PATH"], "HOME": folder, "CAPTURE": capture,
                                                    "SCRIPTS": ARGS.scripts, "LC_ALL": "C.UTF-8", "TERM": "dumb"})
        try:
            os.write(terminal, b"source ./.zshrc.test\n")
            for number, line in enumerate(lines):
                self.wait(terminal, capture, number + 1)
                os.write(terminal, (" ".join(line) + "\t").encode())
            self.wait(terminal, capture, len(lines) + 1)
        finally:
            os.close(terminal)
            os.waitpid(process, 0)
        with open(capture, encoding="utf-8") as file:
            return answers(file.read())[1:]

    @staticmethod
    def wait(terminal, capture, count):
        """What the terminal shows is read and dropped, or the shell would wait for us."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with open(capture, encoding="utf-8") as file:
                if file.read().count("== end\n") >= count:
                    return
            if select.select([terminal], [], [], 0.01)[0]:
                os.read(terminal, 65536)
        raise AssertionError("zsh does not answer")


def quoted(word):
    return "'" + word.replace("'", "'\\''") + "'"


def answers(text):
    """What was offered, a set for each line that was asked."""
    found = [set()]
    for line in text.splitlines():
        if line == "== end":
            found.append(set())
        else:
            found[-1].add(line.replace("\\", "").rstrip("="))
    return found[:-1]


class Completion:
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="fedcloud-completion-")
        work = cls.work = os.path.realpath(cls.folder.name)
        os.makedirs(work + "/profiles")
        for name in ("EXAMPLE-SITE", "Izola%20MRF", "$(touch pwned)", "`touch pwned`", "a b", "'q", '"d', "x;touch pwned",
                     "two\nlines", "-rf", "..", "*"):
            with open(f"{work}/profiles/{name}.json", "w", encoding="utf-8") as file:
                file.write('{"format":1,"site":"x","key":"119G0","services":[\n{"key":"1000G0","type":"t"},\n'
                           '{"key":"2000G0","type":"$(touch pwned)"},\n{"key":"$(touch pwned)","type":"t"}],\n'
                           '"downtimes":[\n{"key":"10G0","services":["1000G0"]}]}\n')
        os.makedirs(work + "/$(touch pwned)")
        open(work + "/secret.pem", "w").close()
        open(work + "/proxy.pem", "w").close()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def ask(self, *lines):
        found = self.shell.ask(lines, self.work)
        self.assertEqual(len(found), len(lines))
        self.assertFalse([where for where, _, files in os.walk(self.work) if "pwned" in files])
        return found

    @staticmethod
    def command(program):
        if program.startswith("fedcloud-profiles-"):
            return ["fedcloud-profiles", program.rsplit("-", 1)[1]]
        return [PROBES + program if program.startswith("check_") else program]

    def test_every_long_option_is_offered(self):
        programs = sorted(OPTIONS)
        for program, offered in zip(programs, self.ask(*[self.command(program) + ["--"] for program in programs])):
            self.assertEqual({word for word in offered if word.startswith("--")},
                             {"--" + option for option in OPTIONS[program]}, program)

    def test_subcommands_are_offered(self):
        self.assertEqual(self.ask(["fedcloud-profiles", ""])[0] - {"-h", "-V", "--help", "--version"},
                         {"pull", "diff", "list", "show", "lint", "metrics"})

    def test_choices_are_those_of_help(self):
        cases = [(program, option, set(words.split())) for option, each in CHOICES.items() for program, words in each.items()]
        found = self.ask(*[self.command(program) + ["--" + option, ""] for program, option, _ in cases])
        for offered, (program, option, words) in zip(found, cases):
            self.assertEqual(offered, words, f"{program} --{option}")

    def test_files_and_folders_are_offered_for_what_takes_them(self):
        file, folder = self.ask([PROBES + "check_occi_vm", "--proxy", "s"], [PROBES + "check_occi_vm", "--ca-path", "p"])
        self.assertEqual((file, {word.rstrip("/") for word in folder}), ({"secret.pem"}, {"profiles"}))

    def test_sites_are_those_of_the_folder_and_no_name_is_run(self):
        probe = [PROBES + "check_occi_vm", "--profile-dir", self.work + "/profiles", "--site"]
        sites = {"EXAMPLE-SITE", "Izola%20MRF"}
        tool = ["fedcloud-profiles", "show", "--profile-dir", self.work + "/profiles"]
        everything, some, shown, elsewhere, hostile = self.ask(
            probe + [""], probe + ["Iz"], tool + [""], ["fedcloud-profiles", "show", "--profile-dir", "/nowhere", ""],
            [PROBES + "check_occi_vm", "--profile-dir", "$(touch pwned)", "--site", ""])
        self.assertEqual((everything, some, shown, elsewhere, hostile), (sites, {"Izola%20MRF"}, sites, set(), set()))

    def test_values_are_offered_behind_an_equals_sign(self):
        # What readline makes of "--site=Iz": '=' is one of COMP_WORDBREAKS.
        split = ["=", "Iz"] if isinstance(self.shell, Bash) else None
        def line(option):
            return ["--" + option] + split if split else ["--" + option + "=Iz"]
        folder = ["--profile-dir", "=", self.work + "/profiles"]
        folder = folder if split else ["".join(folder)]
        site, choice = self.ask([PROBES + "check_occi_vm"] + folder + line("site"), [PROBES + "check_occi_vm"] + line("auth"))
        self.assertEqual((site, choice), ({"Izola%20MRF"}, set()))

    def test_services_are_those_of_the_site(self):
        probe = [PROBES + "check_occi_vm", "--profile-dir", self.work + "/profiles"]
        known, some, unknown, none = self.ask(probe + ["--site", "EXAMPLE-SITE", "--service", ""],
                                              probe + ["--site", "EXAMPLE-SITE", "--service", "2"],
                                              probe + ["--site", "OTHER", "--service", ""], probe + ["--service", ""])
        self.assertEqual((known, some, unknown, none), ({"1000G0", "2000G0"}, {"2000G0"}, set(), set()))

    def test_nothing_in_a_hostile_folder_is_run(self):
        self.ask([PROBES + "check_occi_vm", "--site", "$(touch pwned)", "--service", ""],
                 [PROBES + "check_occi_vm", "--ca-path", ""], [PROBES + "check_occi_vm", "--proxy", "profiles/"])


class InBash(Completion, unittest.TestCase):
    shell = Bash()

    def test_scripts_are_clean(self):
        if not shutil.which("shellcheck"):
            self.skipTest("not installed: shellcheck")
        scripts = [f"{ARGS.scripts}/bash/{name}" for name in ("check_occi_vm", "fedcloud-profiles", "fedcloud-nagios-config")]
        run = subprocess.run(["shellcheck", "--shell=bash"] + scripts, capture_output=True, text=True)
        self.assertEqual((run.stdout, run.returncode), ("", 0))


class InStrictBash(Completion, unittest.TestCase):
    shell = Bash("set -u; shopt -s failglob nocaseglob dotglob")


class InZsh(Completion, unittest.TestCase):
    shell = Zsh()


class InStrictZsh(Completion, unittest.TestCase):
    shell = Zsh("setopt ksh_arrays sh_word_split glob_subst no_unset ksh_glob csh_null_glob warn_create_global no_nomatch")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"] + REST)
