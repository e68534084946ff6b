#!/usr/bin/python3
"""The rival of bench_main_job: the same job as a plain asyncio and aiohttp program keeps no ledger.

It reads the feed, asks the model once for each text and language, and posts each answer, with the
same numbers of calls in flight. It remembers nothing: killed half way it would lose or repeat
posts, and it looks neither at limits nor at what the model gives back.
"""
import asyncio
import html
import json
import re
import sys
import xml.etree.ElementTree as xml

import aiohttp

ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = {"type": "string"}
RULES = "Translate the items into the language `to`. Keep links, mentions and tags as they are."


def closed(properties):
    return {"type": "object", "properties": properties, "required": list(properties),
            "additionalProperties": False}


SCHEMA = closed({"items": {"type": "array", "items": closed({"id": TEXT, "t": TEXT})}})


def entries(feed):
    for entry in xml.fromstring(feed).iter(ATOM + "entry"):
        content = re.sub(r"<[^>]*>", "", entry.findtext(ATOM + "content") or "")
        yield html.unescape(content), entry.find(ATOM + "link").get("href")


async def post(session, url, token, body):
    headers = {"Authorization": "Bearer " + token}
    async with session.post(url, json=body, headers=headers) as reply:
        reply.raise_for_status()
        return await reply.json()


async def translate(session, job, text, language):
    user = {"to": language, "items": [{"id": "a", "t": text}]}
    answer = await post(session, job["model"] + "/chat/completions", "none", {
        "model": "stand-in-1",
        "messages": [{"role": "system", "content": RULES},
                     {"role": "user", "content": json.dumps(user)}],
        "response_format": {"type": "json_schema", "json_schema": {
            "name": "answer", "strict": True, "schema": SCHEMA}}})
    return json.loads(answer["choices"][0]["message"]["content"])["items"][0]["t"]


async def main(job):
    model = asyncio.Semaphore(job["in_flight"])
    accounts = {language: asyncio.Semaphore(job["in_flight"]) for language in job["tokens"]}
    connections = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connections) as session:
        async def deliver(text, link, language):
            async with model:
                translated = await translate(session, job, text, language)
            async with accounts[language]:
                await post(session, job["server"] + "/api/v1/statuses", job["tokens"][language],
                           {"status": translated + "\n\n" + link, "language": language})

        async with session.get(job["feed"]) as reply:
            feed = await reply.text()
        await asyncio.gather(*(deliver(text, link, language) for text, link in entries(feed)
                               for language in job["tokens"]))


asyncio.run(main(json.loads(sys.argv[1])))
