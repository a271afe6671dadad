import type { Topic } from './topic';

export const aboutConnecting: Topic[] = [
  {
    title: 'Connecting a real model',
    patterns: [
      /\b(openai|gpt[-\w.]*|chatgpt|ollama|vllm|lm studio|openrouter|azure|llama|claude|gemini|mistral|qwen)\b/i,
      /\b(connect|use|add|set up|configure|switch to|plug in)\b.*\b(model|models|openai|ollama|vllm|lm studio|openrouter|llm|provider|gpt[-\w.]*)\b/i,
      /\b(openai_api_key|openai_base_url|api key|base url)\b/i,
      /\b(real|actual|own|another|other|different|local) (model|models|llm|ai)\b/i,
    ],
    reply: `Put one or two variables into \`.env.local\` and start the app again.

OpenAI:

\`\`\`bash
OPENAI_API_KEY=sk-…
\`\`\`

Anything that speaks OpenAI's API (Ollama, vLLM, LM Studio, OpenRouter):

\`\`\`bash
OPENAI_BASE_URL=http://localhost:11434/v1
OPENAI_API_KEY=whatever-that-server-wants
OPENAI_MODELS=llama3.2,qwen3   # optional: what the picker offers
\`\`\`

The demo then disappears from the model picker. Guests are switched off at the same moment, since from then on each reply costs you money; \`GUESTS=on\` brings them back, and \`GUEST_ALLOWANCE_USD\` says how much each may use.`,
  },
  {
    title: 'Using Postgres',
    patterns: [
      /\b(postgres(ql)?|pglite|database|db|neon|supabase|rds|sqlite|database_url)\b/i,
      /\b(use|connect|set up|switch|move|migrate)\b.*\b(postgres(ql)?|database|neon|supabase|rds)\b/i,
      /\b(migrations?|drizzle|schema)\b/i,
      /\bwhere\b.*\b(data|chats?|messages?)\b.*\b(stored|saved|kept|live)\b/i,
    ],
    reply: `With nothing set, everything is kept in an embedded Postgres (PGlite) in the folder \`.data/\`. It is real Postgres SQL in one process: right for development, not for several servers.

For a Postgres of your own (Neon, Supabase, RDS, a container):

\`\`\`bash
echo DATABASE_URL=postgres://user:password@host:5432/tokentally >> .env.local
npm run db:migrate
\`\`\`

The schema and the migrations are the same for both, so nothing else changes. To start over in development, stop the app and delete \`.data/\`.`,
  },
  {
    title: 'Using OpenMeter',
    patterns: [
      /\bopen ?meter\b/i,
      /\b(use|connect|set up|switch|self-?host|what is|what's)\b.*\bopen ?meter\b/i,
      /\b(openmeter_url|openmeter_api_key|kafka|clickhouse|cloudevents?)\b/i,
    ],
    reply: `[OpenMeter](https://openmeter.io) is the engine that adds up usage: it takes events, and answers questions such as *tokens by day and model for this user*. It is built on Kafka and ClickHouse, so it scales far.

You don't need it to start. An embedded meter with the same HTTP API runs on the app's own database. When you outgrow it:

\`\`\`bash
OPENMETER_URL=https://openmeter.cloud   # or your own, such as http://localhost:48888
OPENMETER_API_KEY=om_…                  # the cloud only
\`\`\`

Then run \`npm run openmeter:setup\` once, which makes the app's meters there: without them the billing page has no figures.

The code talks to both through the official SDK, and nothing that calls it knows which one answers. If you host OpenMeter yourself, switch its deduplication on, so that an event delivered twice counts once.`,
  },
  {
    title: 'Deploying',
    patterns: [
      /\b(deploy(s|ed|ing|ment)?|vercel|production|host(ed|ing)?|docker|serverless|go live|ship)\b/i,
      /\bhow\b.*\b(deploy|host|go live|ship|put .* online)\b/i,
    ],
    reply: `On **Vercel**: import the repository and set the variables; the build applies the migrations.

\`\`\`bash
DATABASE_URL=postgres://…     # needed: there is no disk to keep .data/ on
AUTH_SECRET=…                 # openssl rand -base64 33
OPENAI_API_KEY=sk-…
CRON_SECRET=…                 # lets the cron job deliver usage that is left over
\`\`\`

On **your own server**, with the same variables:

\`\`\`bash
npm ci && npm run build
npm run db:migrate            # with DATABASE_URL; without it, the embedded database is used
npm start
\`\`\`

Vercel's build without a database, and a start without a secret, stop and say why.`,
  },
];
