/**
 * What a tool can't do, in a sentence that the model reads and the person sees. An error of any other kind would show
 * them what it says, with the name of its class before it.
 */
export class ToolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ToolError';
  }

  /** By this the SDK tells of it. */
  override toString(): string {
    return this.message;
  }
}
