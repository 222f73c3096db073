"""A client library that is not ours, against `rapporteur mcp`: `python check.py PROGRAM`.

Over standard input and output and over HTTP, in the revision without a handshake and in one with it: the tools are listed, each is called, what comes
as data and what comes as text are the same rows, and nothing is larger than it may be.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from mcp import Client, StdioServerParameters, stdio_client

LIST, RESULT = 6_000, 20_000
CALLS = [
    ("search", {"query": "strait"}),
    ("search", {"query": "strait", "limit": 50}),
    ("statements", {"by": "Reyl"}),
    ("story", {"about": "strait fishermen"}),
    ("who", {"name": "Reyl"}),
    ("standing", {"kind": "position"}),
    ("standing", {"kind": "commitment", "limit": 50}),
    ("council", {"ask": "members", "on": "2022-02-25"}),
    ("verify_text", {"text": "Reyl said “we can move a ship in a week”."}),
]


def checked(name, result):
    """The rows of a result, which its data and its text hold alike."""
    assert not result.is_error, f"{name}: {result.content[0].text}"
    (text,) = [part.text for part in result.content if part.type == "text"]
    assert json.loads(text) == result.structured_content, f"{name}: data and text differ"
    assert len(text.encode()) < RESULT, f"{name}: {len(text.encode())} bytes"
    return result.structured_content


async def ask(way, mode, place):
    async with Client(place, mode=mode) as client:
        tools = (await client.list_tools()).tools
        names = {tool.name for tool in tools}
        listed = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools]
        size = len(json.dumps(listed, separators=(",", ":"), ensure_ascii=False).encode())
        assert len(tools) <= 8 and size < LIST, f"{way}: {len(tools)} tools, {size} bytes"
        assert names == {name for name, _ in CALLS} | {"fetch"}, f"{way}: {names}"
        answers = {name: checked(f"{way}, {name}", await client.call_tool(name, arguments)) for name, arguments in CALLS}
        found = answers["search"]["results"]
        assert found, f"{way}: nothing is found"
        fetched = checked(f"{way}, fetch", await client.call_tool("fetch", {"id": found[0]["id"]}))
        assert fetched["id"] == found[0]["id"] and fetched["text"], f"{way}: {fetched}"
        wrong = await client.call_tool("fetch", {"id": "nothing"})
        assert wrong.is_error, f"{way}: what is not there is an error"
        print(f"{way}, {mode}: {len(tools)} tools, {size} bytes of list, {len(CALLS) + 2} calls")


async def main(program):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "demo", "--into", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        record = ["--record", str(Path(folder) / "record.db")]
        door = subprocess.Popen([program, *record, "--json", "mcp", "--http", "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            address = json.loads(door.stdout.readline())["address"]
            for mode in ("2026-07-28", "legacy"):
                await ask("standard input", mode, stdio_client(StdioServerParameters(command=program, args=[*record, "mcp"])))
                await ask("HTTP", mode, address)
        finally:
            door.terminate()
            door.wait()


asyncio.run(main(sys.argv[1]))
