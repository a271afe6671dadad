/** What `/slow` says, slowly. */
export const slowReply = `This reply comes slowly, on purpose, so that you have time to try things.

Press **Stop**, and you pay for the words you see. Reload the page, and the reply goes on where it was. Close the tab and come back: it will be here, whole.

Meanwhile the meter is running: every few words, what has arrived is written down, so that even a power cut would leave a right bill.`;

/** What `/error midway` says before it breaks off. */
export const brokenOffReply = `This reply will break off in the middle, as a connection to a model sometimes does. What you have read until then is kept, and it is on the bill, because it was really made. The rest never will be, since the next thing that arrives is`;

/** What `/tools` says to a caller that offers no tools. */
export const noToolsReply = `No tools were offered with this message, so there is nothing for me to call.

A program that offers some sends them along with the messages. A model that wants one answers with a call instead of text:

\`\`\`json
{
  "id": "call_8f3b…",
  "type": "function",
  "function": { "name": "get_time", "arguments": "{\\"timezone\\":\\"UTC\\"}" }
}
\`\`\`

The program runs it, sends the result back as a \`tool\` message, and the model answers with that. Each of the two is a reply of its own, and a line of its own on the bill.`;
