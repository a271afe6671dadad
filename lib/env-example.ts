import { variables } from './env';

const HEADER = `# Copy this to .env.local. Nothing has to be set to begin with.
# Write $ as \\$, and quote a value that has a #. In addresses write them as %24 and %23, and % as %25; in a user or
# password there also / as %2F and ? as %3F.
# Made by \`npm run env:example\` from lib/env.ts.
`;

/** The text of `.env.example`: every variable with its sentence, all commented out, as none is needed. */
export function envExample(): string {
  const entries = Object.entries(variables).map(([name, schema]) => {
    const { description = '', example = '' } = describe(schema);
    return `# ${description}\n# ${name}=${example}\n`;
  });
  return `${HEADER}\n${entries.join('\n')}`;
}

/** The rows of the README's table. */
export function envTable(): string {
  const rows = Object.entries(variables).map(
    ([name, schema]) => `| \`${name}\` | ${describe(schema).description} |`,
  );
  return ['| variable | what it does |', '|---|---|', ...rows].join('\n');
}

function describe(schema: { meta(): { description?: string; example?: unknown } | undefined }) {
  const { description, example } = schema.meta() ?? {};
  return { description, example: typeof example === 'string' ? example : undefined };
}
