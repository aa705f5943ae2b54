"""The code by which whoever left a tip follows it: easy to read out and to type, and not to be guessed."""

import secrets
from hashlib import sha256
from unicodedata import normalize

# Crockford's base 32: no I, L, O and U, and upper and lower case are one. Sixteen of its characters are 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4
_READ_AS = str.maketrans("OIL", "011")


def make_code() -> str:
    """A new code of 80 random bits, in groups: 7K3M-0QXZ-B94T-HNPA."""
    code = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    return "-".join(code[first : first + GROUP] for first in range(0, LENGTH, GROUP))


def hash_of(code: str) -> str:
    """SHA-256 of a code, in hexadecimal: all that is kept of it.

    However it was typed: full width or half, in whatever case, with blanks or hyphens, O for 0, I or L for 1.
    """
    typed = normalize("NFKC", code).upper().translate(_READ_AS)
    return sha256("".join(sign for sign in typed if sign.isalnum()).encode()).hexdigest()
