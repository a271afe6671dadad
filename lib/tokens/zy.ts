import { loadEncoding } from './encoding';
import { createTextCounter } from './text-counter';
const e=await loadEncoding('o200k_base');
for (const c of ['a','A','=','的']) { const t=performance.now(); const k=createTextCounter(e); for(let i=0;i<100000;i+=4){k.push(c.repeat(4)); k.count();} console.log(c, (performance.now()-t).toFixed(0)); }
