/** What `/slow` says, slowly. */
export const slowReply = `This reply comes slowly, on purpose, so that you have time to try things.

Press **Stop**, and you pay for the prompt and for the words you see. Reload the page, and the reply goes on where it was. Close the tab and come back: it will be here, whole.

Meanwhile the meter is running: every few words, what has arrived is written down, so that even a power cut would leave a right bill.`;

/** What `/think` thinks before it says a word. */
export const thinkThoughts = `The message is /think, so I should think before I answer, and let it be seen.

What could I think about? Something small that can be checked: how many tokens a week of chatting makes. Say ten messages a day, seven days: 70 replies. A reply of this demo has about 150 tokens, so that is 10,500 written.

But each message is read together with everything before it, so what is read grows faster than what is written. With a chat of ten messages, the first words are read ten times. So most of a bill is input, not output.

These thoughts are output too. I should say so, because it surprises people.`;

/** What `/think` says then. */
export const thinkReply = `I thought before I answered: **the fold above this text** says for how long, and opens to what.

Thoughts are tokens like any others. They are part of what I wrote, so they are in the second figure under this reply, and priced as output. Press **Stop** while a model thinks, and you pay for the prompt and for the thoughts that had arrived.

Many models keep their thoughts to themselves, or give a summary of them. You pay for the whole of them all the same.`;

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
