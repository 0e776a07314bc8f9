#!/usr/bin/env python3
"""Outside judge of registration numbers: python-stdnum's ISO 7064 MOD 11,10 against the pairs in number_test.c."""
import re, sys
try:
    from stdnum.iso7064 import mod_11_10
except ImportError:
    sys.exit(print("skipped: python3-stdnum is not installed") or 0)
text = open("src/domain/person/number_test.c", encoding="utf-8").read()
pairs = re.findall(r"t_int\(number_make\(\w+, (?:INT64_C\()?(\d+)\)?\), (?:INT64_C\()?(\d+)", text)
bad = [p for p in pairs if p[0] + mod_11_10.calc_check_digit(p[0]) != p[1] or not mod_11_10.is_valid(p[1])]
print("%d numbers, %d wrong" % (len(pairs), len(bad)), *bad)
sys.exit(1 if bad or len(pairs) < 4 else 0)
