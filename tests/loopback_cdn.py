"""The content network of a played Discord: gives what people and the bot attached."""

from dataclasses import dataclass, field

from aiohttp import web
from discord_world import World

PATH = "/cdn"


@dataclass
class Cdn:
    """What was asked for, and what shall go wrong."""

    world: World
    asked: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)  # of the next answers that are errors

    async def serve(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        self.asked.append(number)
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        if number not in self.world.uploads:
            return web.Response(status=404)
        return web.Response(body=self.world.uploads[number][1], content_type="application/octet-stream")
