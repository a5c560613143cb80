import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePartialJson as reference } from 'ai';
import fc from 'fast-check';
import { parsePartialJson } from '../../protocol/index.ts';

describe('parsePartialJson', () => {
  it('gives the value of whole JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(parsePartialJson(JSON.stringify(value)) ?? null, JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('reads every prefix as the AI SDK does, but guesses no value', async () => {
    const samples = [
      '{"code":"print(\\"a\\\\n\\u00e9\\")","n":[1,-2.5e3,true,false,null,{"x":{}}],"s":""}',
      '  [ { "a" : "b" , "c" : [ ] } , "\\\\" , "😀" ]',
    ];
    for (const sample of samples) {
      for (let end = 0; end <= sample.length; end++) {
        const prefix = sample.slice(0, end);
        // The AI SDK guesses `true` from `t`; a value that has not arrived is left out here.
        if (/[[,:](?:tr?u?|fa?l?s?|nu?l?)$/.test(prefix)) continue;
        const { value } = await reference(prefix);
        assert.deepEqual(parsePartialJson(prefix), value, prefix);
      }
    }
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePartialJson(text)));
  });
});
