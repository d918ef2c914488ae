"""A line with latency to a server on this computer, as a process of its own: it has no part in what is measured.

Usage: python -m tests.benchmarks.slowline PORT MILLISECONDS; prints the port that it listens on.
"""

import asyncio
import sys


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Everything arrives later by the delay; however much is on its way, it takes no longer than that."""
    loop, on_its_way = asyncio.get_running_loop(), asyncio.Queue[tuple[float, bytes]]()

    async def read() -> None:
        while True:
            data = await reader.read(65536)
            on_its_way.put_nowait((loop.time() + delay, data))
            if not data:
                return

    reading = asyncio.create_task(read())
    try:
        while True:
            at, data = await on_its_way.get()
            await asyncio.sleep(at - loop.time())
            if not data:
                break
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        reading.cancel()
        writer.close()


async def _serve(port: int, latency: float) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_pass_on(reader, back, latency / 2), _pass_on(there, writer, latency / 2))

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
