import type { Topic } from './topic';

export const aboutTheApp: Topic[] = [
  {
    title: 'What Tokentally is',
    patterns: [
      /\btokentally\b/i,
      /\bwhat('s| is| does| can)\b.*\b(this|tokentally|the app|app|site|website|starter|project)\b/i,
      /\b(about|purpose of|features of)\b.*\b(this|tokentally|app|starter|project)\b/i,
    ],
    reply: `**Tokentally** is a starter for products that sell AI. People sign in, chat with a model, and every token they use is metered under their name, priced exactly, held against their allowance and drawn on a billing page.

Its promise: **every token is billed exactly once, whatever fails.** And it runs from a fresh clone with no key, no account and no container, which is why you are talking to a demo now.`,
  },
  {
    title: 'What the billing page shows',
    patterns: [
      /\b(billing|bill|invoice|usage page|dashboard|chart)\b/i,
      /\b(what|how|where|explain|show)\b.*\b(billing|bill|invoice|usage|dashboard|chart)\b/i,
      /\b(allowance|quota|(my|free|which|what) plan|(my|spending|monthly) limit)\b/i,
    ],
    reply: `The **Billing** page answers what you have used and what it came to:

- **This period**: tokens, cost and number of replies.
- **A chart** by day, stacked by model.
- **The last replies**, one line each: time, model, tokens in and out, cost. A count that we had to make ourselves, because the provider reported none, is marked *estimated*.

Your plan's allowance is checked *before* each reply, so a bill can't run away. A reply shows up there within seconds after it ends.`,
  },
  {
    title: 'Who sees your data',
    patterns: [
      /\b(privacy|private|gdpr|personal data|confidential|secure|security)\b/i,
      /\b(who|anyone|somebody|you)\b.*\b(see|sees|read|reads|access|look at)\b.*\b(data|chats?|messages?|conversations?|this)\b/i,
      /\b(my|our) (data|chats?|messages?|conversations?)\b/i,
      /\b(train|trained|training)\b.*\b(data|chats?|messages?|on)\b/i,
    ],
    reply: `Your chats are in this app's own database, and only your account can open them. Someone else who has a chat's address gets "not found", unless you share the chat: then whoever has the share link can read its text, until you revoke the link.

- **The model's provider** receives the conversation you send, once a real one is connected. In this demo there is none: your words never leave the app's own process.
- **OpenMeter** receives numbers only: your user id, the model, tokens and cost. Never a word of what was said.
- **Whoever runs this app** runs its database, and can read what is in it. On your own machine that is you.`,
  },
  {
    title: 'What the demo can do',
    patterns: [
      /^\/?help\b/i,
      /\b(commands?|slash)\b/i,
      /\bwhat can (you|i|this|the demo)\b/i,
      /\b(what should|what could|what to) (i )?(ask|try|type)\b/i,
    ],
    reply: `Ask about this app: *what is a token*, *how does metering work*, *what does this cost*, *how do I connect a real model*, *how do I deploy*, *who sees my data*.

Or type one of these to see a special case:

| type | to see |
|---|---|
| \`/long\` | a long reply, some 1,500 tokens |
| \`/slow\` | a slow one, good for trying Stop, a reload or a closed tab |
| \`/think\` | one that thinks first, and shows it |
| \`/tools\` | a tool call, where the caller offers tools |
| \`/error\` | a failure before the first word |
| \`/error midway\` | a reply that breaks off |`,
  },
];
