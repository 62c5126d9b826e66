"""The texts of --help that the build has taken, read by other eyes than those of the generators."""
import glob
import os
import re

OPTION = re.compile(r"^  (?:-(\w), |    )--([a-z0-9-]+)(?: (\S+))?")


def read(folder):
    """Options by program ("check_occi_vm", "fedcloud-profiles-pull"): {name: (short name, argument)}."""
    found = {}
    for path in glob.glob(folder + "/*.help"):
        with open(path, encoding="utf-8") as file:
            rows = [OPTION.match(line) for line in file]
        found[os.path.basename(path)[:-5]] = {row[2]: (row[1], row[3] or "") for row in rows if row}
    assert len(found) == 17, f"{folder}: nine probes, two tools and six subcommands, found {sorted(found)}"
    assert all(found.values()), "every program has options"
    return found
