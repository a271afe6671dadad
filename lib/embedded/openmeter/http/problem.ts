import { goJson } from './go-json';

/** What can go wrong, with the titles that Go's `http.StatusText` gives, as OpenMeter prints them. */
const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** A request that is answered with a problem body (RFC 9457) instead of what it asked for. */
export class Problem extends Error {
  constructor(
    readonly status: ProblemStatus,
    /** For the person who sent the request: OpenMeter's own sentence where we know it. */
    readonly detail: string,
  ) {
    super(detail);
    this.name = 'Problem';
  }
}

/** A value that OpenMeter's own checks refuse, after the schema let it through. */
export function validationProblem(reason: string): Problem {
  return new Problem(400, `validation error: ${reason}`);
}

/** The answer for a problem. The SDK reads the detail only when the content type has no charset. */
export function problemResponse({ status, detail }: Problem): Response {
  return new Response(goJson({ detail, status, title: TITLES[status], type: 'about:blank' }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
