import { loadEncoding } from './encoding';
import { countText } from './text-counter';
const o=await loadEncoding('o200k_base'), c=await loadEncoding('cl100k_base');
type R=[string, typeof o, number, any[], any[], any?];
const f=(name:string,properties:any,description?:string,required?:string[])=>({name,...(description!==undefined?{description}:{}),parameters:{type:'object',properties,...(required?{required,additionalProperties:false}:{})}});
const hello=[['user','hello']];
const weather={name:'get_current_weather',description:'Get the current weather in a given location',parameters:{type:'object',properties:{location:{type:'string',description:'The city and state, e.g. San Francisco, CA'},unit:{type:'string',description:'The unit of temperature to return',enum:['celsius','fahrenheit']}},required:['location']}};
const wm=[['system','You are a helpful assistant that can answer to questions about the weather.'],['user',"What's the weather like in San Francisco?"]];
const country=f('get_user_country',{}, '',[]); (country.parameters as any)={additionalProperties:false,properties:{},type:'object'};
const city={additionalProperties:false,properties:{city:{type:'string'},country:{type:'string'}},required:['city','country'],type:'object'};
const q=['user','What is the largest city in the user country?'];
const call=['assistant',['get_user_country','{}']], res=['tool','Mexico'];
const cityschema={name:'CityLocation',description:'A city and its country.',schema:city};
const obj=(p:any)=>({additionalProperties:false,properties:p,required:Object.keys(p),type:'object'});
const S={type:'string'};
const multi={name:'final_result',schema:obj({result:{anyOf:[obj({data:obj({city:S,country:S}),kind:{const:'CityLocation',type:'string'}}),obj({data:obj({country:S,language:S}),kind:{const:'CountryLanguage',type:'string'}})]}})};
const temp=f('get_temperature',{city:S},'',['city']);
const cap=f('get_capital',{country:{description:'The country name.',type:'string'}},'Get the capital of a country.',['country']);
const tm=[['system','You are a helpful assistant.'],['user','What is the temperature in Tokyo?']];
const cm=[['user','What is the capital of France?'],['assistant',['get_capital','{"country":"France"}']],['tool','Paris'],['assistant','The capital of France is Paris.'],['user','What is the capital of England?']];
const prompted="\nAlways respond with a JSON object that's compatible with this schema:\n\n{\"properties\": {\"city\": {\"type\": \"string\"}, \"country\": {\"type\": \"string\"}}, \"required\": [\"city\", \"country\"], \"type\": \"object\", \"additionalProperties\": false, \"title\": \"CityLocation\"}\n\nDon't include any text or Markdown fencing before or after.";
const rows:R[]=[
['foo',c,31,hello,[f('foo',{})]],['foo desc',c,36,hello,[f('foo',{},'Do a foo')]],['bing',c,49,hello,[f('bing_bong',{foo:{type:'string'}},'Do a bing bong')]],
['bing2',c,57,hello,[f('bing_bong',{foo:{type:'string'},bar:{type:'number',description:'A number'}},'Do a bing bong')]],
['nested',c,68,hello,[f('bing_bong',{foo:{type:'object',properties:{bar:{type:'string',enum:['a','b','c']},baz:{type:'boolean'}}}},'Do a bing bong')]],
['stuff',c,35,[['system','Hello'],['user','Hi there']],[f('do_stuff',{})]],
['recipe',c,106,hello,[{name:'get_recipe',parameters:{type:'object',required:['ingredients','instructions','time_to_cook'],properties:{ingredients:{type:'array',items:{type:'object',required:['name','unit','amount'],properties:{name:{type:'string'},unit:{enum:['grams','ml','cups','pieces','teaspoons'],type:'string'},amount:{type:'number'}}}},instructions:{type:'array',items:{type:'string'},description:'Steps to prepare the recipe (no numbering)'},time_to_cook:{type:'number',description:'Total time to prepare the recipe in minutes'}}}}]],
['w35',c,105,wm,[weather]],['w4o',o,101,wm,[weather]],
['native1',o,79,[q],[country],cityschema],['native2',o,100,[q,call,res],[country],cityschema],
['multi1',o,148,[q],[country],multi],['multi2',o,169,[q,call,res],[country],multi],
['tool1',o,68,[q],[country,{name:'final_result',description:'The final response which ends this conversation',parameters:city}]],
['tool2',o,89,[q,call,res],[country,{name:'final_result',description:'The final response which ends this conversation',parameters:city}]],
['prompted',o,116,[['system',prompted],q],[country]],['prompted2',o,137,[['system',prompted],q,call,res],[country]],
['temp1',o,50,tm,[temp]],['temp2',o,75,[...tm,['assistant',['get_temperature','{"city":"Tokyo"}']],['tool','20.0']],[temp]],
['cap1',o,104,cm,[cap]],['cap2',o,129,[...cm,['assistant',['get_capital','{"country":"England"}']],['tool','London']],[cap]],
['resp',o,51,[['user','What is the weather in Paris?']],[f('get_weather',{location:S},'Get the weather for a location',[])]],
];
for (const [name,e,want,ms,tools,schema] of rows) {
  let base=3; let calls=0; for (const [r,x] of ms as any[]) { base+=3+1+(Array.isArray(x)? countText(e,x[0])+countText(e,x[1]) : countText(e,x)); if (Array.isArray(x)) calls++; }
  const rest=want-base; const json=tools.reduce((s:number,t:any)=>s+countText(e,JSON.stringify(t)),0); const sj= schema? countText(e,JSON.stringify(schema)):0; const so=schema?countText(e,JSON.stringify(schema.schema)):0;
  console.log(name.padEnd(10),'want',want,'base',base,'rest',rest,'json',json,'schema',sj,so,'rest-json',rest-json-sj,'calls',calls);
}
console.log(countText(o,'What is the capital of France?'), countText(o,"What's the capital of France?"));
