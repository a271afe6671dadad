import type { OurSide } from './matrix';

interface StreamingResult {
  stream: AsyncIterable<Part> & ReadableStream<Part>;
}

interface Part {
  type: string;
  text?: string;
}

/** Reads a stream the way that our side does; what it throws on the way has its place in the books. */
export async function read(
  result: StreamingResult,
  ourSide: OurSide,
  onText: (text: string) => void,
): Promise<void> {
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
      for await (const part of result.stream) if (isDelta(part)) onText(part.text ?? '');
  }
}

function isDelta({ type }: Part): boolean {
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
