// All benches in one run on one machine: `npm run bench`. Ratios are what counts; two runs on a busy machine differ.
import { benchHttp } from './http.ts';
import { benchLargeRegister } from './large-register.ts';
import { benchLaw } from './law.ts';

const rows = [];
console.log('The law against two policy engines …');
rows.push(...(await benchLaw()));
console.log('The officer’s page and the recording of acts …');
rows.push(...(await benchHttp()));
console.log('Twenty years of agreements and mandates …');
rows.push(...(await benchLargeRegister()));
console.table(rows);
