import type { InputLimit } from './input-limit';

/** Why a message can't be sent, or likely not. Screen readers are told that alone, not the size, which each key changes. */
export function InputLimitNote({ id, limit }: { id: string; limit: InputLimit }) {
  const { message, size } = limit.state === 'fine' ? {} : limit;
  return (
    <div className="px-4 text-sm text-warning">
      {/* It is there before there is anything to say: what comes into the page with its words is often not read out. */}
      <p id={id} role="status" className="not-empty:pt-1">
        {message}
      </p>
      {size && <p className="tabular-nums">{size}</p>}
    </div>
  );
}
