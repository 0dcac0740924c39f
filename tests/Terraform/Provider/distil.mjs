// Writes arguments.json: which arguments and blocks a later provider has for the types that terraform/ uses. They come from the npm package
// @cdktn/provider-aws, which is generated from the provider and too large (46 MB) to be fetched for a test:
//   npm pack @cdktn/provider-aws@25.7.0 && tar xzf cdktn-provider-aws-25.7.0.tgz && node distil.mjs package
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const terraform = join(import.meta.dirname, '../../../terraform');
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

const sources = [terraform, join(terraform, 'modules/function')].flatMap(place =>
  readdirSync(place).filter(file => file.endsWith('.tf')).map(file => readFileSync(join(place, file), 'utf8')));
const types = kind => [...new Set(sources.flatMap(text => [...text.matchAll(new RegExp(`^${kind} "aws_(\\w+)"`, 'gm'))].map(match => match[1])))].sort();

function argumentsOf(type, prefix) {
  const text = readFileSync(join(folder, 'lib', `${prefix}${type.replaceAll('_', '-')}`, 'index.d.ts'), 'utf8');
  const interfaces = new Map([...text.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)].map(match => [match[1], match[2]]));
  const read = name => Object.fromEntries(
    [...interfaces.get(name).matchAll(/#(\w+) \w+#\1\}[\s\S]*?readonly \w+\??: (\w*)/g)]
      .map(([, argument, kind]) => [argument, interfaces.has(kind) ? read(kind) : true])
      .sort(([left], [right]) => (left < right ? -1 : 1)));
  return read([...interfaces.keys()].find(name => name.endsWith('Config') && text.includes(`interface ${name} extends cdktn.TerraformMetaArguments`)));
}

const all = (kind, prefix) => Object.fromEntries(types(kind).map(type => [`aws_${type}`, argumentsOf(type, prefix)]));
const result = {
  package: `${manifest.name} ${manifest.version}`,
  provider: manifest.cdktn.provider.version,
  resource: all('resource', ''),
  data: all('data', 'data-aws-'),
};
writeFileSync(join(import.meta.dirname, 'arguments.json'), `${JSON.stringify(result, null, 1)}\n`);
