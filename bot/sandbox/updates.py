"""Methods about updates: getUpdates and the webhook."""

from bot.sandbox.params import Params, bad_request
from bot.sandbox.world import Json, World


async def set_webhook(world: World, given: Params) -> bool:
    if given.raw("url") is None:
        bad_request("url is not specified")
    remember_allowed(world, given)
    if given.flag("drop_pending_updates"):
        world.updates.clear()
    if url := given.text("url"):
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        world.webhook.max_connections = given.integer("max_connections") or 40
        await world.webhook.set(url, given.text("secret_token"))
    else:
        await world.webhook.remove()
    return True


async def delete_webhook(world: World, given: Params) -> bool:
    await world.webhook.remove()
    if given.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _given: Params) -> Json:
    allowed = {"allowed_updates": world.updates.allowed} if world.updates.allowed else {}
    return {**world.webhook.info, "pending_update_count": len(world.updates), **allowed}


async def get_updates(world: World, given: Params) -> list[Json]:
    remember_allowed(world, given)
    limit = min(max(given.integer("limit") or 100, 1), 100)
    timeout = min(max(given.integer("timeout") or 0, 0), 50)
    return await world.updates.take(given.integer("offset") or 0, limit, timeout)


def remember_allowed(world: World, given: Params) -> None:
    """Keep the list of update kinds for all later updates, where the call names one."""
    allowed = given.structure("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allowed = [str(kind) for kind in allowed]
