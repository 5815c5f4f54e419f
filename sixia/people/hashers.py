"""Password hashing with a memory need that a small server can bear when a whole office signs in at nine."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Modest(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the first recommendation of OWASP's password storage cheat sheet.

    Django's own default takes 100 MB for every sign-in.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
