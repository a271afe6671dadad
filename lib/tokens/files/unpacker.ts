import { constants, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';

/** Of all files of a request together: files that are made to keep us busy are not read further than this. */
const MOST_UNPACKED_BYTES = 16 * 1024 * 1024;
/** What it takes to begin with a stream, however little is in it. */
const LEAST_STREAM_BYTES = 2 * 1024;
/** What it may have taken to find that a stream is broken, which may show late. */
const BROKEN_STREAM_BYTES = 2 * 1024 * 1024;

/** What the first kilobyte of a picture unpacks to, and a bomb does not. */
const MOST_PEEKED_BYTES = 256 * 1024;

/** A file, or all files of a request, can't be read to the end. */
export class UnreadableFileError extends Error {}

/** Unpacks what is in the files of one request, in threads of its own, within one budget. */
export class Unpacker {
  private bytesLeft = MOST_UNPACKED_BYTES;

  /**
   * What a compressed stream holds; it ends by itself, whatever comes after it.
   *
   * @param mostBytes more than these are not unpacked
   * @throws UnreadableFileError when it can't be read, or is more than the budget has room for
   */
  async unpack(packed: Uint8Array, format: 'zlib' | 'raw', mostBytes = Infinity): Promise<Buffer> {
    if (this.bytesLeft <= 0) throw usedUp();
    const maxOutputLength = Math.min(mostBytes, this.bytesLeft);
    const result = await unpacked(format === 'zlib' ? inflate : inflateRaw, packed, { maxOutputLength });
    if ('problem' in result) {
      // After a bomb, nothing more is unpacked.
      this.bytesLeft -= result.problem === 'too large' ? this.bytesLeft : BROKEN_STREAM_BYTES;
      throw new UnreadableFileError('A part of the file can’t be unpacked.', { cause: result.cause });
    }
    // Empty blocks are read for long and give nothing.
    this.spend(Math.max(result.buffer.length, result.readBytes));
    return result.buffer;
  }

  /** How a raw stream begins, by its first bytes; nothing where they don't say. Who doesn't unpack it then spends as many. */
  async peek(packed: Uint8Array): Promise<Buffer> {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_PEEKED_BYTES };
    const result = await unpacked(inflateRaw, packed, options);
    return 'problem' in result ? Buffer.alloc(0) : result.buffer;
  }

  /** @throws UnreadableFileError when the budget has no room for work on so many bytes */
  spend(bytes: number): void {
    this.bytesLeft -= Math.max(bytes, LEAST_STREAM_BYTES);
    if (this.bytesLeft <= 0) throw usedUp();
  }
}

function usedUp(): UnreadableFileError {
  return new UnreadableFileError('There is more in the files than is unpacked.');
}

type Unpacked =
  | { buffer: Buffer; readBytes: number }
  | { problem: 'broken' | 'too large'; cause: NodeJS.ErrnoException };

function unpacked(unpack: typeof inflate, packed: Uint8Array, options: ZlibOptions) {
  return new Promise<Unpacked>((resolve) => {
    unpack(packed, { ...options, info: true }, (cause: NodeJS.ErrnoException | null, result) => {
      if (cause) {
        return resolve({ problem: cause.code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : 'broken', cause });
      }
      const { buffer, engine } = withInfo(result);
      resolve({ buffer, readBytes: engine.bytesWritten });
    });
  });
}

/** The types don't know what `info` does: https://nodejs.org/api/zlib.html#class-options. `bytesWritten` is what was read. */
function withInfo(result: unknown) {
  return result as { buffer: Buffer; engine: { bytesWritten: number } };
}
