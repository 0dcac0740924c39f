// Writes arguments.json: which arguments and blocks a later provider has for the types that terraform/ uses, and which of them are deprecated. The names
// come from the npm package @cdktn/provider-aws, and what is deprecated from @pulumi/aws. Both are generated from the provider, and too large (46 MB and
// 6 MB) to be fetched for a test:
//   npm pack @cdktn/provider-aws@25.7.0 @pulumi/aws@7.48.0
//   for package in *.tgz; do mkdir "${package%.tgz}" && tar xzf "$package" -C "${package%.tgz}"; done
//   node distil.mjs cdktn-provider-aws-25.7.0/package pulumi-aws-7.48.0/package
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, pulumi] = process.argv.slice(2);
const terraform = join(import.meta.dirname, '../../../terraform');
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const pulumiManifest = JSON.parse(readFileSync(join(pulumi, 'package.json'), 'utf8'));

const sources = [terraform, join(terraform, 'modules/function'), join(terraform, 'deployer')].flatMap(place =>
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

// Pulumi writes names in camel case, and those of lists in the plural.
const camel = name => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const snake = name => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
const inputs = readFileSync(join(pulumi, 'types/input.d.ts'), 'utf8');

function pulumiFile(type, kind) {
  const [service, ...words] = type.split('_');
  const places = kind === 'data'
    ? [`get${camel(`_${type}`)}`]
    : [`${service}/${camel(words.join('_'))}`, `${service}/${camel(words.slice(1).join('_'))}`];
  const found = places.map(place => join(pulumi, `${place}.d.ts`)).find(existsSync);
  if (!found) throw new Error(`${pulumiManifest.name} has no ${type}`);
  return readFileSync(found, 'utf8');
}

// The members of an interface or class: for each its documentation, and the interface of a nested block.
function members(text, declaration) {
  const start = text.search(new RegExp(`(interface|class) ${declaration}\\b[^{]*\\{`));
  if (start < 0) return new Map();
  const indent = text.slice(text.lastIndexOf('\n', start) + 1).match(/^ */)[0];
  const body = text.slice(start, text.indexOf(`\n${indent}}`, start));
  return new Map([...body.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)?\s*(?:readonly )?(\w+)\??: (.*);/g)]
    .map(([, documentation, name, kind]) => [name, { isDeprecated: (documentation ?? '').includes('@deprecated'), block: kind.match(/inputs\.\w+\.(\w+)/)?.[1] }]));
}

function withDeprecated(names, known) {
  return Object.fromEntries(Object.entries(names).map(([name, level]) => {
    const member = [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')].map(one => known.get(camel(one))).find(Boolean);
    return [name, member?.isDeprecated ? 'deprecated' : level === true || !member?.block ? level : withDeprecated(level, members(inputs, member.block))];
  }));
}

const all = (kind, prefix) => Object.fromEntries(types(kind).map(type => {
  const text = pulumiFile(type, kind);
  const declaration = [...text.matchAll(/interface (\w+Args)\b/g)].map(match => match[1]).find(name => !name.endsWith('OutputArgs'));
  return [`aws_${type}`, withDeprecated(argumentsOf(type, prefix), declaration ? members(text, declaration) : new Map())];
}));
const deprecatedAttributes = (kind) => Object.fromEntries(types(kind).map(type => {
  const text = pulumiFile(type, kind);
  const declaration = text.match(kind === 'data' ? /interface (\w+Result)\b/ : /class (\w+) extends/)[1];
  return [`aws_${type}`, [...members(text, declaration)].filter(([, member]) => member.isDeprecated).map(([name]) => snake(name))];
}).filter(([, names]) => names.length > 0));
const result = {
  packages: [manifest, pulumiManifest].map(one => `${one.name} ${one.version}`),
  provider: manifest.cdktn.provider.version,
  resource: all('resource', ''),
  data: all('data', 'data-aws-'),
  deprecated_attributes: { resource: deprecatedAttributes('resource'), data: deprecatedAttributes('data') },
};
writeFileSync(join(import.meta.dirname, 'arguments.json'), `${JSON.stringify(result, null, 1)}\n`);
