"""What is made from a bot's token: the secret of its webhook, and addresses of pictures that only we can make."""

import base64
import hashlib
import hmac
import re
from datetime import datetime, timedelta

LIFE = timedelta(hours=48)  # of a picture's address: delivery may retry, and Zalo fetches when it likes
# A picture of a digest, or the durable copy of a file that somebody sent; nothing else below data_dir.
_PATH = re.compile(r"pictures/[A-Za-z0-9_-]{1,100}\.png|files/([0-9a-f]{2})/\1[0-9a-f]{62}", re.ASCII)
_EXPIRES = re.compile(r"[0-9]{1,12}", re.ASCII)


def webhook_secret(token: str) -> str:
    """Return what the platform shall show with each call, where the settings name no secret."""
    return _hmac(token.encode(), b"webhook").hex()


def picture_key(token: str) -> bytes:
    return _hmac(token.encode(), b"pictures")


def sign(key: bytes, path: str, expires: datetime) -> str:
    """Return the address of a file below data_dir; raises ValueError for one that is never shown."""
    if not _PATH.fullmatch(path):
        raise ValueError("this file is never shown")
    until = str(int(expires.timestamp()))
    return f"/pictures/{until}/{_signature(key, until, path)}/{path}"


def verify(key: bytes, path: str, expires: str, signature: str, now: datetime) -> bool:
    """Say whether these parts of an address were made by `sign` and are still good."""
    expected = _signature(key, expires, path)
    ours = hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode())
    return ours and bool(_PATH.fullmatch(path) and _EXPIRES.fullmatch(expires)) and now.timestamp() < int(expires)


def _signature(key: bytes, expires: str, path: str) -> str:
    signed = _hmac(key, f"{expires}/{path}".encode("utf-8", "replace"))
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()
