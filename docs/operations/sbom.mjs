// Bill of materials (CycloneDX 1.6) of what is shipped: NuGet packages of src from their lock files, npm packages of the pages.
// usage: node docs/operations/sbom.mjs [repository] > sbom.json     Licences are read from the packages themselves (restore first).
import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const packages = process.env.NUGET_PACKAGES ?? join(homedir(), '.nuget', 'packages');
const read = file => JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
const find = (folder, name) => readdirSync(folder).flatMap(entry => {
  const path = join(folder, entry);
  if (['node_modules', 'obj', 'bin'].includes(entry)) return [];
  return statSync(path).isDirectory() ? find(path, name) : entry === name ? [path] : [];
});

// Packages from before licence expressions: by the address of the licence, or what stands at it.
const byAddress = [[/aka\.ms\/deprecateLicenseUrl|licenses\/MIT|opensource\.org\/licenses\/MIT|go\.microsoft\.com\/fwlink\/\?LinkId=329770|dotnet\/corefx\/blob\/master\/LICENSE/i, 'MIT'], [/apache\.org\/licenses\/LICENSE-2\.0|licenses\/Apache-2\.0/i, 'Apache-2.0']];
function licence(id, version) {
  const folder = join(packages, id.toLowerCase(), version);
  const spec = existsSync(folder) ? readdirSync(folder).find(f => f.endsWith('.nuspec')) : undefined;
  if (!spec) return 'NOASSERTION';
  const text = readFileSync(join(folder, spec), 'utf8');
  const expression = /<license type="expression">([^<]+)</.exec(text)?.[1];
  if (expression) return expression;
  const file = /<license type="file">([^<]+)</.exec(text)?.[1];
  const words = file && existsSync(join(folder, file.replaceAll('\\', '/'))) ? readFileSync(join(folder, file.replaceAll('\\', '/')), 'utf8') : '';
  if (/Apache License,? *\n? *Version 2\.0/i.test(words)) return 'Apache-2.0';
  if (/Permission is hereby granted, free of charge/.test(words)) return 'MIT';
  if (/Redistribution and use in source and binary forms/.test(words)) return 'BSD-3-Clause';
  const address = /<licenseUrl>([^<]+)</.exec(text)?.[1] ?? '';
  return byAddress.find(([form]) => form.test(address))?.[1] ?? 'NOASSERTION';
}

const components = new Map();
for (const lock of find(join(root, 'src'), 'packages.lock.json'))
  for (const framework of Object.values(read(lock).dependencies))
    for (const [name, one] of Object.entries(framework))
      if (one.type !== 'Project') components.set(`pkg:nuget/${name}@${one.resolved}`, { name, version: one.resolved, licence: licence(name, one.resolved) });
for (const lock of find(join(root, 'src'), 'package-lock.json'))
  for (const [path, one] of Object.entries(read(lock).packages))
    if (path) { const name = path.replace(/^.*node_modules\//, ''); components.set(`pkg:npm/${name.replace('@', '%40')}@${one.version}`, { name, version: one.version, licence: one.license ?? 'NOASSERTION' }); }

const expression = text => /\s/.test(text) ? { expression: text } : text === 'NOASSERTION' ? { license: { name: text } } : { license: { id: text } };
console.log(JSON.stringify({
  bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component: { type: 'application', name: 'dashboard' } },
  components: [...components].sort(([a], [b]) => a < b ? -1 : 1).map(([purl, c]) => ({ type: 'library', 'bom-ref': purl, purl, name: c.name, version: c.version, licenses: [expression(c.licence)] })),
}, null, 2));
