import { API_KEY_VARIABLE } from '@/lib/product';

export interface Snippet {
  title: string;
  code: string;
}

/** The call of a chat completion in a shell, with the key in its variable. */
export function curlCall(baseUrl: string, body: string): string {
  return `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $${API_KEY_VARIABLE}" \\
  -H "Content-Type: application/json" \\
  -d '${body.replaceAll("'", "'\\''")}'`;
}

/** One call of the API in each of the clients that people use, ready to copy. */
export function snippets(baseUrl: string, model: string): Snippet[] {
  const body = `{"model": "${model}", "messages": [{"role": "user", "content": "What is a token?"}]}`;
  return [
    {
      title: 'curl',
      code: `export ${API_KEY_VARIABLE}=tt_live_…

${curlCall(baseUrl, body)}`,
    },
    {
      title: 'OpenAI for Node',
      code: `// npm install openai
import OpenAI from 'openai';

const openai = new OpenAI({ baseURL: '${baseUrl}', apiKey: process.env.${API_KEY_VARIABLE} });

const stream = await openai.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'What is a token?' }],
  stream: true,
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');`,
    },
    {
      title: 'OpenAI for Python',
      code: `# pip install openai
import os
from openai import OpenAI

client = OpenAI(base_url="${baseUrl}", api_key=os.environ["${API_KEY_VARIABLE}"])

stream = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "What is a token?"}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="")`,
    },
    {
      title: 'AI SDK',
      code: `// npm install ai @ai-sdk/openai
import { createOpenAI } from '@ai-sdk/openai';
import { streamText } from 'ai';

const provider = createOpenAI({ baseURL: '${baseUrl}', apiKey: process.env.${API_KEY_VARIABLE} });

const { textStream } = streamText({ model: provider.chat('${model}'), prompt: 'What is a token?' });
for await (const text of textStream) process.stdout.write(text);`,
    },
    {
      title: 'LangChain',
      code: `# pip install langchain-openai
import os
from langchain_openai import ChatOpenAI

chat = ChatOpenAI(
    model="${model}",
    base_url="${baseUrl}",
    api_key=os.environ["${API_KEY_VARIABLE}"],
)
print(chat.invoke("What is a token?").content)`,
    },
  ];
}
