import { constants, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';

/** Of all files of a request together: files that are made to keep us busy are not read further than this. */
const MOST_UNPACKED_BYTES = 16 * 1024 * 1024;
/** What it takes to begin with a stream, however little is in it. */
const LEAST_STREAM_BYTES = 2 * 1024;

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
    this.spend(0);
    const maxOutputLength = Math.min(mostBytes, this.bytesLeft);
    try {
      const inflating = unpacked(format === 'zlib' ? inflate : inflateRaw, packed, { maxOutputLength });
      const { buffer, readBytes } = await inflating;
      // Empty blocks are read for long and give nothing.
      this.spend(Math.max(buffer.length, readBytes));
      return buffer;
    } catch (error) {
      // A stream that can't be read may show it late, and with one such file no other matters.
      this.bytesLeft = 0;
      throw error;
    }
  }

  /** How a raw stream begins, by its first bytes; nothing where they don't say. */
  async peek(packed: Uint8Array): Promise<Buffer> {
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_PEEKED_BYTES };
      const { buffer } = await unpacked(inflateRaw, packed, options);
      this.spend(buffer.length);
      return buffer;
    } catch (error) {
      if (error instanceof UnreadableFileError) return Buffer.alloc(0);
      throw error;
    }
  }

  /** @throws UnreadableFileError when the budget has no room for work on so many bytes */
  spend(bytes: number): void {
    this.bytesLeft -= Math.max(bytes, LEAST_STREAM_BYTES);
    if (this.bytesLeft <= 0) throw new UnreadableFileError('There is more in the files than is unpacked.');
  }
}

function unpacked(unpack: typeof inflate, packed: Uint8Array, options: ZlibOptions) {
  return new Promise<{ buffer: Buffer; readBytes: number }>((resolve, reject) => {
    unpack(packed, { ...options, info: true }, (cause, result) => {
      if (cause) return reject(new UnreadableFileError('A part of the file can’t be unpacked.', { cause }));
      const { buffer, engine } = withInfo(result);
      resolve({ buffer, readBytes: engine.bytesWritten });
    });
  });
}

/** The types don't know what `info` does: https://nodejs.org/api/zlib.html#class-options. `bytesWritten` is what was read. */
function withInfo(result: unknown) {
  return result as { buffer: Buffer; engine: { bytesWritten: number } };
}
