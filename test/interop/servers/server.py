# The server of the interop tests on python-socketio: `/usr/bin/python3 server.py [port]`. It does what server.cjs does.
import asyncio
import sys

import socketio
from aiohttp import web

io = socketio.AsyncServer(async_mode="aiohttp")
app = web.Application()
io.attach(app)


@io.event
async def connect(sid, environ, auth=None):
    await io.emit("welcome", auth, to=sid)


@io.on("say")
async def say(sid, *args):
    await io.emit("said", args, to=sid)


@io.on("echo")
async def echo(sid, *args):
    return args


@io.on("ask me")
async def ask_me(sid, *args):
    async def answered(*answer):
        await io.emit("answered", answer, to=sid)

    await io.emit("question", args, to=sid, callback=answered)


@io.on("send me away")
async def send_me_away(sid):
    await io.disconnect(sid)


@io.on("connect", namespace="/members")
async def connect_member(sid, environ, auth=None):
    if (auth or {}).get("token") != "good":
        raise socketio.exceptions.ConnectionRefusedError("not a member", {"code": 7})


@io.on("echo", namespace="/members")
async def echo_member(sid, *args):
    return args


async def main():
    runner = web.AppRunner(app)
    await runner.setup()
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    # the test that started it has ended
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
