import type { Topic } from './topic';

export const smallTalk: Topic[] = [
  {
    title: 'Hello',
    patterns: [
      /^\W*(hi|hello|hey|hiya|howdy|greetings|good (morning|afternoon|evening)|hallo|hola|bonjour|ciao)\b/i,
    ],
    reply: `Hello! I'm the demo that comes with Tokentally. I know a few things about this app, and every token between us is metered as if I were a real model: look under this message.

Good first questions:

- What is a token?
- How does metering work here?
- How do I connect a real model?`,
  },
  {
    title: 'Thanks',
    patterns: [/\b(thanks|thank you|thx|cheers|merci|danke|gracias)\b/i],
    reply: `You're welcome! If you'd like to see where these tokens went, open **Billing**: this reply will be there in a moment.`,
  },
  {
    title: 'Goodbye',
    patterns: [/^\W*(bye|goodbye|see you|good night)\b/i],
    reply: `Goodbye! This chat stays in the list, and the bill is kept up to the last token.`,
  },
  {
    title: 'Who is answering',
    patterns: [
      /\b(who|what) are you\b/i,
      /\b(are you|is this) (a |an )?(real|ai|human|bot|model|llm|chatgpt|gpt\S*|demo)\b/i,
      /\bare you\b/i,
      /\bwhich model\b/i,
      /\byour name\b/i,
    ],
    reply: `I'm not a model. I'm a small program inside this app that speaks OpenAI's wire format and answers from a list of prepared texts, so that everything around a model can be tried without a key: streaming, stopping, metering, billing.

With \`OPENAI_API_KEY\` set, a real one sits here instead.`,
  },
];
