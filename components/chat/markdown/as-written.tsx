/** A text as it is, its markdown not rendered. */
export function AsWritten({ children }: { children: string }) {
  return (
    <p dir="auto" className="whitespace-pre-wrap break-words leading-[1.7] [unicode-bidi:plaintext]">
      {children}
    </p>
  );
}
