"""That the journal is whole, shown to anybody: checkpoints, the check of everything, and proofs of single streams."""

from sixia.kit.proof.check import Fault, verify
from sixia.kit.proof.checkpoints import make_checkpoint, public_key, statement
from sixia.kit.proof.receipt import receipt_proof

__all__ = ["Fault", "make_checkpoint", "public_key", "receipt_proof", "statement", "verify"]
