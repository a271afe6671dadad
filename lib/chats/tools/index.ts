import { currentTime } from './current-time';

/** What the model can use in a chat. A new tool is a file here and a line in this list. */
export const tools = { currentTime };
