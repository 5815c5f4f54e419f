#!/usr/bin/env python3
"""Checks the proof of a receipt offline: python3 verify_receipt.py proof.json [published public key in hex]

It needs nothing but Python 3.8 or later: no network, no package, no trust in the office that made the file. It says whether
the entries follow each other without a gap, whether any was changed, and whether they are covered by signed checkpoints.
Without the published key it can only say that everything was signed by one and the same key: compare that yourself.

How it is made up: an entry's hash is SHA-256 over the JSON list [stream, seq, at, by, event, body, prev] without spaces;
checkpoints sign the root of a Merkle tree (RFC 6962) over such hashes with Ed25519 (RFC 8032). Entries about other people are
withheld: of them only the hashes are here, which hold the chain together.
"""

# ruff: noqa: T201, PTH123 - it speaks by printing, and stays readable for people who know a little Python
import json
import sys
from hashlib import sha256, sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def add(a, b):
    """The sum of two points of the curve, in extended coordinates (x, y, z, x*y/z)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return i * j % P, k * m % P, j * k % P, i * m % P


def times(number, point):
    """A point added to itself `number` times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def unpack(raw):
    """The point in 32 bytes; raises ValueError when there is none."""
    y = int.from_bytes(raw, "little")
    odd, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if y >= P or (x * x - square) % P or (x == 0 and odd):
        raise ValueError("not a point of the curve")
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


BASE = unpack(bytes([0x58] + [0x66] * 31))


def signed(key, message, signature):
    """True when `signature` (64 bytes) over `message` was made with the secret of the public `key` (32 bytes)."""
    try:
        if len(key) != 32 or len(signature) != 64:
            return False
        owner, nonce = unpack(key), unpack(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(nonce, times(h, owner))
    same_x, same_y = (left[0] * right[2] - right[0] * left[2]) % P, (left[1] * right[2] - right[1] * left[2]) % P
    return s < L and same_x == 0 and same_y == 0


def digest(text):
    """SHA-256 in hex."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def canonical(value):
    """The one JSON text of a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def climb(entry_hash, index, count, path):
    """The Merkle root that an entry reaches; None when the path does not fit."""
    top, path = sha256(b"\0" + entry_hash.encode()).digest(), [bytes.fromhex(each) for each in path]
    if not 0 <= index < count:
        return None
    while count > 1:
        if index % 2 or index + 1 < count:
            if not path:
                return None
            beside = path.pop(0)
            top = sha256(b"\1" + (beside + top if index % 2 else top + beside)).digest()
        index, count = index // 2, (count + 1) // 2
    return None if path else top.hex()


def entry_faults(stream, entry, seq, prev):
    """What is wrong with one entry, given its right number and the hash before it."""
    if entry["seq"] != seq:
        yield "entries are missing before it / 此前有记录缺失"
    elif entry["prev"] != prev:
        yield "it does not follow the entry before it / 与上一条记录衔接不上"
    if entry.get("withheld"):
        return  # about somebody else: only its place in the chain can be checked
    columns = [stream, entry["seq"], entry["at"], entry["by"], entry["event"], entry["body"], entry["prev"]]
    if digest(canonical(columns)) != entry["hash"]:
        yield "its content was changed / 内容被改动"
    facts = json.loads(entry["body"])
    for name, word in entry.get("words", {}).items():
        if digest(word["salt"] + word["text"]) not in dict(facts.get(name, {})).values():
            yield f"the words “{name}” are not those that were written / 文字“{name}”与当时所写不符"


def checkpoint_faults(checkpoint, key):
    """What is wrong with a checkpoint itself."""
    message = canonical(checkpoint["statement"]).encode()
    if checkpoint["statement"]["format"] != "sixia.checkpoint.v1":
        yield "unknown kind of checkpoint / 无法识别的存证"
    if not signed(key, message, bytes.fromhex(checkpoint["signature"])):
        yield "its signature is false / 签名不对"


def check(proof, published):
    """(faults, number of entries that are covered by a signed checkpoint)."""
    faults, sealed, prev = [], 0, "0" * 64
    if proof["format"] != "sixia.receipt.v1":
        return ["this is not the proof of a receipt / 这不是回执证明文件"], 0
    if published and published.lower() != proof["public_key"].lower():
        faults.append("the proof was not signed with the published key / 签名所用公钥与公布的不一致")
    key = bytes.fromhex(proof["public_key"])
    statements = {}
    for checkpoint in proof["checkpoints"]:
        said = checkpoint["statement"]
        statements[said["number"]] = said
        faults += [f"checkpoint {said['number']}: {fault}" for fault in checkpoint_faults(checkpoint, key)]
    for seq, entry in enumerate(proof["entries"], 1):
        wrong = list(entry_faults(proof["stream"], entry, seq, prev))
        prev = entry["hash"]
        if entry["checkpoint"] is not None:
            said = statements.get(entry["checkpoint"])
            fits = said and climb(entry["hash"], entry["index"], said["count"], entry["path"]) == said["root"]
            sealed += bool(fits)
            wrong += [] if fits else ["it is not in the signed checkpoint / 不在已签名的存证之中"]
        faults += [f"entry {entry['seq']}: {fault}" for fault in wrong]
    return faults, sealed


def main(arguments):
    """Read, check, say it; returns the exit code: 0 verified, 1 not."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 1
    try:
        with open(arguments[0], encoding="utf-8") as file:
            proof = json.load(file)
        faults, sealed = check(proof, arguments[1] if len(arguments) == 2 else "")
        entries = len(proof["entries"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"NOT VERIFIED: the file cannot be read as a proof ({error!r})\n未通过：文件无法作为证明读取")
        return 1
    for fault in faults:
        print("-", fault)
    if faults:
        print(f"NOT VERIFIED: {len(faults)} fault(s)\n未通过：有 {len(faults)} 处不符")
    elif not sealed:
        print(
            "NOT YET: nothing in it is signed so far; ask again after the next checkpoint\n尚未签名：请在下一次存证之后再取证明"
        )
    else:
        print(f"VERIFIED: {proof['stream']}, {entries} entries without a gap, {sealed} of them signed")
        print(f"通过：{proof['stream']} 共 {entries} 条记录，前后衔接，其中 {sealed} 条已签名存证")
        if hidden := sum(bool(entry.get("withheld")) for entry in proof["entries"]):
            print(f"{hidden} of them are about other people and show their hash only\n其中 {hidden} 条涉及他人，只给出哈希值")
        print(f"public key / 公钥: {proof['public_key']}" + ("" if len(arguments) == 2 else " (compare it / 请与公布的核对)"))
    return 1 if faults or not sealed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
