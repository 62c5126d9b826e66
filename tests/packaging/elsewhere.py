"""Commands of the pages that are not run with the pages, each with its reason and where else it is tested."""
import re

# Page, pattern of the whole command, why not here and where instead.
COMMANDS = [
    ("README.md", r"sudo (dnf|apt) install \./fedcloud-probes.*",
     "changes this machine: the packages are built, installed and removed in roots of their own by integration.package_*"),
    ("docs/building.md", r"cmake --preset release && .*", "what scripts/test and scripts/demo do first"),
    ("docs/building.md", r"sudo cmake --install build/release --prefix /usr", "integration.package_*, with another root"),
    ("README.md", r"scripts/demo +#.*", "integration.readme_demo, with FULL=1"),
    ("README.md", r"scripts/test +#.*", "that is what runs this test"),
    ("docs/building.md", r"scripts/release --output \.", "integration.package_release; needs a tree without changes"),
    ("docs/building.md", r"rpmbuild -ta fedcloud-probes-0\.1\.0\.tar\.gz", "integration.package_rpm_full_build, with FULL=1"),
    ("docs/building.md", r"cpack --config build/release/CPackConfig\.cmake -B packages", "integration.package_deb_build"),
    ("docs/building.md", r"(FULL=1 )?scripts/test", "that is what runs this test"),
    ("README.md", r"sudo systemctl enable --now fedcloud-.*", "needs systemd as process 1: integration.package_* verify the units"),
]


def tested(path, command):
    """The place in COMMANDS of a command that is tested elsewhere, else None."""
    for number, (where, pattern, _) in enumerate(COMMANDS):
        if where == path and re.fullmatch(pattern, command):
            return number + 1
    return None


def unused(paths, used):
    """What in COMMANDS no page has: it would hide a command to come."""
    for number, (where, pattern, _) in enumerate(COMMANDS):
        if where in paths and number + 1 not in used:
            yield f"{where}: {pattern}"
