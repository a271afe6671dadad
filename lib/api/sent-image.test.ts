import { describe, expect, it } from 'vitest';
import { toChatPrompt as fromChat } from './chat-completions/prompt';
import { chatRequest } from './chat-completions/request';
import { UnsupportedParameterError } from './errors';
import { toChatPrompt as fromResponse } from './responses/prompt';
import { responseRequest } from './responses/request';

const chat = (image_url: unknown, more: object = {}) => {
  const content = [{ type: 'image_url', image_url, ...more }];
  return fromChat(chatRequest.parse({ model: 'm', messages: [{ role: 'user', content }] }), 'm').messages;
};
const response = (image_url: unknown, more: object = {}) => {
  const content = [{ type: 'input_image', image_url, ...more }];
  return fromResponse(responseRequest.parse({ model: 'm', input: [{ role: 'user', content }] }), 'm')
    .messages;
};

describe('an image of a request', () => {
  it.each([
    'https://a.example/cat',
    'https://a.example/cat.jpg?of=clip.mp4#t',
    'http://a.example/',
    'data:image/png;base64,AAAA',
    'data:image/heic;base64,AAAA',
  ])('may be at %s', (url) => {
    const image = [{ role: 'user', content: [{ type: 'image', detail: 'low' }] }];
    expect(chat({ url, detail: 'low' })).toMatchObject(image);
    expect(chat(url, { detail: 'low' })).toMatchObject(image);
    expect(response(url, { detail: 'low' })).toMatchObject(image);
  });

  // SGLang opened any file of its disk, and LiteLLM had Google read the operator's bucket.
  it.each([
    '/srv/uploads/passport.jpg',
    'passport.png',
    'file:///srv/passport.jpg',
    'file:/srv/passport.jpg',
    'gs://bucket/passport.jpg',
    // Python takes the tab out, and the line feed: an hour of video was held for as one image.
    'https://a.example/hour.mp\t4',
    'https://a.example/hour.mp4\n',
    'https://a.example/?gs://bucket/passport.jpg',
    'https://generativelanguage.googleapis.com/v1beta/files/abc',
    's3://bucket/passport.jpg',
    ' /srv/passport.jpg',
    '',
    null,
  ])('may not be at %j, where it could be the operator’s', (url) => {
    for (const ask of [() => chat({ url }), () => chat(url), () => response(url), () => response({ url })]) {
      expect(ask).toThrow(UnsupportedParameterError);
    }
  });

  // vLLM shows what was sent with it before.
  it('may not be known by its uuid', () => {
    const [url, more] = ['https://a.example/cat.jpg', { uuid: 'avatar-of-another' }];
    for (const ask of [() => chat({ url }, more), () => response(url, more), () => chat(null, more)]) {
      expect(ask).toThrow(UnsupportedParameterError);
    }
    expect(() => chat({ url }, { uuid: '' })).toThrow(UnsupportedParameterError);
    expect(chat({ url }, { uuid: null })).toHaveLength(1);
  });

  // LiteLLM had Gemini see an hour of video, which was held for as one image.
  it.each([
    ['https://a.example/hour.mp4', {}],
    ['https://a.example/hour.MOV;v=1?token=abc', {}],
    ['https://a.example/book.pdf#page=2', {}],
    // Older versions of it go by the end of the whole address.
    ['https://a.example/hour?x=.mp4', {}],
    ['https://a.example/hour#.mp4', {}],
    ['data:video/mp4;base64,AAAA', {}],
    ['data:application/pdf;base64,AAAA', {}],
    ['https://a.example/hour', { format: 'video/mp4' }],
    ['https://a.example/hour', { mime_type: 'audio/mp3' }],
    ['https://a.example/hour', { content_type: 'application/pdf' }],
    ['https://a.example/hour', { video_metadata: { fps: 24 } }],
  ])('may not be something else: %s %j', (url, more) => {
    for (const ask of [() => chat({ url, ...more }), () => response(url, more)]) {
      expect(ask).toThrow(UnsupportedParameterError);
    }
  });

  // It was told to be an image, which it may be.
  it('is told what to do where only its address looks like something else', () => {
    expect(() => chat({ url: 'https://a.example/frame.jpg?of=clip.mp4' })).toThrow(
      /send it as a data:image\/… URL/,
    );
    expect(() => chat({ url: 'https://a.example/cat.jpg\n' })).toThrow(/without a tab or the end of a line/);
  });

  it('may say which kind of image it is', () => {
    expect(chat({ url: 'https://a.example/cat', format: 'image/webp' })).toHaveLength(1);
  });
});
