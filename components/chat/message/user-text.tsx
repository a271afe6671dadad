/** The text of a person's message, as they typed it. */
export function UserText({ children }: { children: string }) {
  return (
    <p
      dir="auto"
      className="ml-auto w-fit max-w-full whitespace-pre-wrap break-words rounded-2xl rounded-br-md bg-secondary px-4 py-2.5 leading-relaxed [unicode-bidi:plaintext]"
    >
      {children}
    </p>
  );
}
