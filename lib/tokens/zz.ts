import { createRequire } from 'node:module';
const require = createRequire('/work/main/package.json');
import { loadEncoding } from './encoding';
import { createTextCounter } from './text-counter';
const { get_encoding } = require('tiktoken'); const { Tiktoken } = require('js-tiktoken/lite');
let seed = Number(process.argv[2] ?? 1); const rnd=Math.random;
const pick=<T,>(a:readonly T[])=>a[Math.floor(rnd()*a.length)] as T;
const A = [..."aAzZ''’sStTrReEvVmMlLdDſKǅʰªあ的한กำ้เ١٢³½1234567890 \t\n\r\v\f\u0085\u00a0\u1680\u2003\u2028\u3000\ufeff=/-_.,;!?<|>({[^~`$+\u0301\u0308\u20ddé𝐀𝟎😀👩‍💻﷽", '\ud83d','\ude00','\ud835','\udc00', "'re","'VE","'ll","'s", '<|endoftext|>','hello',' world','\r\n','\n\n','  '];
const until = performance.now()+Number(process.argv[3] ?? 20)*1000;
const encs = []; for (const n of ['o200k_base','cl100k_base'] as const) encs.push({n, e: await loadEncoding(n), w: get_encoding(n), j: new Tiktoken((await import('js-tiktoken/ranks/'+n)).default)});
let cases=0,bad=0;
while (performance.now()<until) {
  const sub = rnd()<0.7 ? Array.from({length:1+Math.floor(rnd()*6)},()=>pick(A)) : A;
  const len=1+Math.floor(rnd()*24); let s=''; for(let i=0;i<len;i++) s+=pick(sub);
  for (const {n,e,w,j} of encs) {
    const c=createTextCounter(e); let i=0; let mid: [number,number]|undefined; const mode=rnd();
    while(i<s.length){ const k= mode<0.4?1:1+Math.floor(rnd()*5); c.push(s.slice(i,i+k)); i+=k; if(rnd()<0.8) { const got=c.count(); if (rnd()<0.3) mid=[Math.min(i,s.length),got]; } }
    const want=w.encode(s,[],[]).length; const got=c.count(); cases++;
    if (got!==want||c.approximate) { if (bad++<10) console.log('BAD',n,JSON.stringify(s),got,want); }
    if (mid) { const m=w.encode(s.slice(0,mid[0]),[],[]).length; if (m!==mid[1] && bad++<10) console.log('BADMID',n,JSON.stringify(s.slice(0,mid[0])),mid[1],m); }
    if (rnd()<0.1 && !/[\u0085\ufeffſ]/.test(s)) { const m=j.encode(s,[],[]).length; if (m!==want && bad++<10) console.log('JSDIFF',n,JSON.stringify(s),m,want); }
  }
}
console.log(cases,'cases',bad,'bad');
