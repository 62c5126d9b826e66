#!/usr/bin/python3
"""What the tests of the pages would let through unseen: pages that are wrong in one thing each."""
import os
import tempfile
import unittest

import elsewhere
import inline
import links_test
import page
from pages_test import status_of, unmarked

SESSION = """Text:

    $ check_a --one \\
          --two
    A OK - 3 of 4 after 1.25s … at 2026-11-21 08:04:37 UTC
    $ b |
          c

    more of c

```sh
$ d
```
"""


class Pages(unittest.TestCase):
    def test_commands_and_what_is_shown_are_taken_apart(self):
        commands = [command for block in page.blocks(SESSION) for command in page.session(block)]
        self.assertEqual([command.text for command in commands], ["check_a --one \\\n      --two", "b |\n      c", "d"])
        self.assertEqual([command.line for command in commands], [3, 6, 12])
        self.assertEqual(page.squeeze("\n".join(commands[1].shown)), "more of c")

    def test_only_what_differs_from_run_to_run_may_differ(self):
        shown = ["A OK - 3 of 4 after 1.25s … at 2026-11-21 08:04:37 UTC"]
        self.assertTrue(page.agrees(shown, "A OK - 3 of 4\nafter 17s or so, at 2027-01-01 00:00:00 UTC\n"))
        for wrong in ("A OK - 2 of 4 after 1.25s x at 2026-11-21 08:04:37 UTC", "A OK - 3 of 4 after 1.25s x at noon UTC",
                      "A OK - 3 of 4 after 1.25m x at 2026-11-21 08:04:37 UTC", "", "A OK - 3 of 4 after 1.25s"):
            self.assertFalse(page.agrees(shown, wrong), wrong)
        self.assertTrue(page.agrees([""], "\n"))
        self.assertFalse(page.agrees([""], "something\n"))

    def test_states_are_exit_statuses(self):
        for state, status in (("OK", 0), ("WARNING", 1), ("CRITICAL", 2), ("UNKNOWN", 3)):
            self.assertEqual(status_of(page.Command(1, "check_a", [f"A-B {state} - text"])), status)
            self.assertEqual(status_of(page.Command(1, "check_a", [], state)), status)
        self.assertEqual(status_of(page.Command(1, "fedcloud-profiles lint X", ["Site X"])), 1)
        self.assertEqual(status_of(page.Command(1, "fedcloud-profiles list", ["SITE"])), 0)

    def test_tables_have_commands(self):
        text = "| today | here | ends with |\n| --- | --- | --- |\n| `a` | `b -x \\| c` | OK |\n| `d` | none | |\n\n| a |\n|---|\n| `e` |\n"
        commands = page.table_commands(text)
        self.assertEqual([(each.line, each.text, each.state) for each in commands], [(3, "b -x | c", "OK")])

    def test_a_command_that_nobody_would_run_is_found(self):
        for code in ("check_occi_vm -F", "FULL=1 scripts/test", "sudo dnf install x", "/usr/libexec/argo/probes/fedcloud/check_cdmi"):
            for text in (f"Text:\n\n    {code}\n", f"```\n{code}\n```\n", f"Text:\n\n    first\n    {code}\n"):
                self.assertEqual(len(list(unmarked(page.blocks(text)[0]))), 1, text)
        self.assertEqual(list(unmarked(page.blocks("    $ scripts/test\n    check_a is output\n")[0])), [])
        self.assertEqual(list(unmarked(page.blocks("```cpp\ncheck_a();\n```\n")[0])), [])

    def test_commands_in_the_text_are_looked_at(self):
        with tempfile.TemporaryDirectory() as folder:
            open(f"{folder}/check_a", "w").close()
            found = list(inline.problems("Give `check_a --good --bad` or `check_b --bad`\n\n`scripts/none 5`", folder, folder,
                                         lambda command: "  --good X\n  --badly\n"))
        self.assertEqual(found, [(1, "check_a has no option --bad"), (3, "there is no scripts/none")])

    def test_exceptions_are_for_one_page_and_whole_commands_and_are_used(self):
        where, _, reason = elsewhere.COMMANDS[0]
        self.assertTrue(reason)
        self.assertIsNone(elsewhere.tested("docs/none.md", "scripts/test"))
        self.assertIsNone(elsewhere.tested("docs/building.md", "scripts/test --and-more"))
        self.assertTrue(elsewhere.tested("docs/building.md", "scripts/test"))
        self.assertTrue(list(elsewhere.unused([where], set())))

    def test_links_that_lead_nowhere_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/a.md", "w") as file:
                file.write("# One `two`: three\n\n[x](#one-two-three) [x](b.md) [x](#two) `[x](none)` [x](https://a.example)\n"
                           "\n## Same\n\n## Same\n\n[x](#same-1) [x](a.md#same-2)\n")
            found = [line for line, _ in links_test.broken(folder, os.path.join(folder, "a.md"))]
        self.assertEqual(found, [3, 3, 9])


if __name__ == "__main__":
    unittest.main()
