// A certified OpenID provider (npm "oidc-provider") with the claims of Entree Federatie. usage: provider.mjs PORT REDIRECT
import { Provider } from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
// What Entree says of a person depends on who signs in; the login form of the provider asks a name and takes any password.
const people = {
  vera: { nlEduPersonRealId: 'vera@lijsterbes', givenName: 'Vera', eduPersonAffiliation: ['employee'], nlEduPersonHomeOrganizationId: '12LB', nlEduPersonHomeOrganizationBranchId: '12LB00' },
  nieuw: { nlEduPersonRealId: 'onbekend@lijsterbes', givenName: 'Nieuwe Collega', eduPersonAffiliation: ['staff'], nlEduPersonHomeOrganizationId: '12LB' },
  leerling: { nlEduPersonRealId: 'sander@lijsterbes', givenName: 'Sander', eduPersonAffiliation: ['student'], nlEduPersonHomeOrganizationId: '12LB' },
  elders: { nlEduPersonRealId: 'vera@lijsterbes', givenName: 'Vera', eduPersonAffiliation: ['employee'], nlEduPersonHomeOrganizationId: '99ZZ' },
};
const claims = ['nlEduPersonRealId', 'givenName', 'eduPersonAffiliation', 'nlEduPersonHomeOrganizationId', 'nlEduPersonHomeOrganizationBranchId'];
const provider = new Provider(issuer, {
  clients: [{ client_id: 'dashboard', client_secret: 'een geheim van de proef', redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
  claims: { openid: ['sub', ...claims] },
  pkce: { required: () => true },
  cookies: { keys: ['proef'] },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log(`listening ${issuer}`));
