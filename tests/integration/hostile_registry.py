"""The hostile records of hostile_gocdb.py all at once, for a GOCDB.
    hostile_registry.py registry PWNED URL          prints the registry
    hostile_registry.py check PWNED URL RESULT      of what the pull of it has said as JSON, in the file RESULT, what is missing
    hostile_registry.py sites PWNED URL             how many of the sites have a profile"""
import json
import sys

import hostile_gocdb

LENGTH = 20_000  # of all together 16 MB, which is as much as the testbed takes


def all_cases(pwned):
    number = 100
    for field in hostile_gocdb.fields():
        for attack, text in hostile_gocdb.attacks(pwned, LENGTH).items():
            number += 1
            yield number, field, attack, text


def main():
    what, pwned, url = sys.argv[1:4]
    if what == "registry":
        cases = [hostile_gocdb.case(number, field, text, url) for number, field, _, text in all_cases(pwned)]
        json.dump(hostile_gocdb.registry(cases), sys.stdout)
    elif what == "check":
        with open(sys.argv[4], encoding="utf-8") as file:
            problems = "\n".join(f"{each['record']}: {each['text']}" for each in json.load(file)["problems"])
        for number, field, attack, _ in all_cases(pwned):
            for pattern in hostile_gocdb.must_be_told(number, field, attack):
                if not pattern.search(problems):
                    print(f"{field}, {attack}: {pattern.pattern}")
    else:
        print(sum(hostile_gocdb.has_profile(field, attack) for _, field, attack, _ in all_cases(pwned)))


main()
