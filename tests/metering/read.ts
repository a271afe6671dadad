import type { OurSide } from './matrix';

interface StreamingResult {
  stream: AsyncIterable<{ type: string }> & ReadableStream<{ type: string }>;
}

/** Reads a stream the way that our side does; what it throws on the way has its place in the books. */
export async function read(result: StreamingResult, ourSide: OurSide, onDelta: () => void): Promise<void> {
  switch (ourSide) {
    case 'never reads':
      return;
    case 'stops reading':
      await result.stream.getReader().read();
      return;
    case 'closes the tab':
      return closeAfterOne(result);
    case 'throws while it reads':
      return readAndThrow(result).catch(() => {});
    default:
      for await (const part of result.stream) if (isDelta(part)) onDelta();
  }
}

function isDelta({ type }: { type: string }): boolean {
  return type === 'text-delta' || type === 'reasoning-delta';
}

async function closeAfterOne({ stream }: StreamingResult): Promise<void> {
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
}

async function readAndThrow({ stream }: StreamingResult): Promise<void> {
  for await (const part of stream) {
    if (part.type === 'text-delta') throw new Error('A fault of ours.');
  }
}
