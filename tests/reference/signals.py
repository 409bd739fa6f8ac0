#!/usr/bin/env python3
"""signals.py FOLDER COMMAND...: measures `signals replay` on recorded practice, against the reference and the naive rules in FOLDER.

FOLDER holds score.py, reference.py, naive.py, prefix_check.py, ex5.py and data/<set>/{events,events_ex5,events_dirty,goals}.csv;
they need numpy, as /usr/bin/python3 has it. COMMAND is the host. One line per check; exit code 1 when one fails.
"""
import csv, filecmp, json, os, re, stat, subprocess, sys, tempfile, time

FOLDER, HOST = os.path.abspath(sys.argv[1]), sys.argv[2:]
PYTHON = '/usr/bin/python3'
NOT_BELOW = ['T1_AP5', 'T2_AP5', 'T1_P3', 'T1_P6', 'T2_P3', 'T2_P6', 'FAST_AP5']
BEATEN = ['T1_AP5', 'T2_AP5', 'T1_P3', 'T1_P6', 'T2_P3', 'T2_P6']
MARGIN, OPPORTUNITY, STRETCH = .0101, .1001, .02
failed = 0


def check(name, good, figures):
    global failed
    failed += not good
    print(f"{'ok    ' if good else 'FAILED'} {name}: {figures}", flush=True)


def script(name, *args):
    return subprocess.run([PYTHON, os.path.join(FOLDER, name), *args], check=True, capture_output=True, text=True).stdout


def replay(events, goals, out, *more):
    began = time.time()
    subprocess.run([*HOST, 'signals', 'replay', '--events', events, '--goals', goals, '--out', out, *more], check=True, stdout=subprocess.DEVNULL)
    return time.time() - began


def score(events, out):
    return json.loads(script('score.py', events, out))


def ex5(events, out):
    auc, top = re.search(r'AUC S6 ([\d.]+).*top 5%: S6 ([\d.]+)', script('ex5.py', events, out)).groups()
    return float(auc), float(top)


RULES = {'Model': ('stuck-answers', 'fast-answers', 'progress-answers'), 'WrongCount': ('stuck-wrong-count', 'fast-first-right', 'progress-right-run'),
         'WrongRun': ('stuck-wrong-run', 'fast-first-right', 'progress-right-run')}


def worth(events, goals, rules, out):
    """What each rule of a set is worth: STUCK by score.py; FAST and PROGRESS by what the pupil did in the next answers on the goal."""
    replay(events, goals, out, '--rules', rules)
    answers, first = {}, {'FAST': {}, 'PROGRESS': {}}
    rows = sorted(csv.DictReader(open(events)), key=lambda r: (float(r['timestamp']), len(r['result']), r['result']))
    for r in rows: answers.setdefault((r['pupil'], r['goal']), []).append(float(r['score']) / float(r['max']) >= .5)
    for r in csv.DictReader(open(out)):
        if r['shown'] == '1' and r['signal'] in first: first[r['signal']].setdefault((r['pupil'], r['goal']), int(r['at_index']))
    shown = score(events, out)['shown_by5']
    stuck = (f"{shown['P']:.2f}", f"{shown['R']:.2f}", f"{shown['mean_opp']:.1f}", f"{shown['alerts_per_1000']:.0f}")
    per1000 = lambda found: f'{1000 * len(found) / len(rows):.0f}'
    truth = {k: sum(h[5:10]) >= .8 * len(h[5:10]) for k, h in answers.items() if len(h) >= 8}
    fast = {k: at for k, at in first['FAST'].items() if at <= 5}
    known = [k for k in fast if k in truth]
    good = sum(truth[k] for k in known)
    mean = lambda found: f'{sum(found) / max(1, len(found)):.1f}'
    fast = (f'{good / max(1, len(known)):.2f}', f'{good / sum(truth.values()):.2f}', mean(list(fast.values())), per1000(fast))
    next5 = {k: answers[k][at:at + 5] for k, at in first['PROGRESS'].items()}
    lasting = [sum(n) >= .7 * len(n) for n in next5.values() if len(n) >= 3]
    progress = (f'{sum(lasting) / max(1, len(lasting)):.2f}', '–', mean(list(first['PROGRESS'].values())), per1000(first['PROGRESS']))
    return dict(zip(RULES[rules], (stuck, fast, progress)))


def many(sources, rows, out):
    """Recorded practice of as many pupils as it takes: the sets one after the other, pupils and ids renamed each round."""
    with open(out, 'w', newline='') as f:
        write, n, copy = csv.writer(f), 0, 0
        write.writerow('pupil goal tool timestamp score max result'.split())
        while n < rows:
            for source in sources:
                for r in csv.DictReader(open(source)):
                    if n == rows: return
                    write.writerow([r['pupil'] + f'c{copy}', r['goal'], r['tool'], r['timestamp'], r['score'], r['max'], r['result'] + f'c{copy}']); n += 1
                copy += 1


temp = tempfile.mkdtemp()
at = lambda name: os.path.join(temp, name)
wrapper = at('replay.sh')
open(wrapper, 'w').write('#!/bin/sh\nexec ' + ' '.join(HOST) + ' signals replay --events "$1" --goals "$2" --out "$3" >/dev/null\n')
os.chmod(wrapper, stat.S_IRWXU)
sets = sorted(d for d in os.listdir(os.path.join(FOLDER, 'data')) if os.path.exists(os.path.join(FOLDER, 'data', d, 'events.csv')))
for name in sets:
    data = lambda file: os.path.join(FOLDER, 'data', name, file)
    events, goals, ours = data('events.csv'), data('goals.csv'), at('ours.csv')
    script('reference.py', events, goals, at('reference.csv'))
    replay(events, goals, ours)
    mine, theirs = score(events, ours), score(events, at('reference.csv'))
    for figure in NOT_BELOW:
        check(f'{name} {figure}', mine[figure] >= theirs[figure] - MARGIN, f'{mine[figure]:.3f}, reference {theirs[figure]:.3f}')
    (f1, opportunity), (f1r, opportunityr) = [(s['shown_by5']['F1'], s['shown_by5']['mean_opp']) for s in (mine, theirs)]
    check(f'{name} shown_by5 F1', f1 >= f1r - MARGIN, f'{f1:.3f}, reference {f1r:.3f}')
    check(f'{name} shown_by5 mean_opp', opportunity <= opportunityr + OPPORTUNITY, f'{opportunity:.2f}, reference {opportunityr:.2f}')
    check(f'{name} stretch T2_AP5', mine['T2_AP5'] >= theirs['T2_AP5'] + STRETCH, f"{mine['T2_AP5'] - theirs['T2_AP5']:+.3f}")
    for rule in ('3wrong', 'last5', 'kolibri', '2wrong', 'count'):
        script('naive.py', rule, events, at('naive.csv'))
        naive = score(events, at('naive.csv'))
        check(f'{name} beats {rule}', all(mine[f] > naive[f] for f in BEATEN), ' '.join(f'{f} {mine[f]:.3f}>{naive[f]:.3f}' for f in BEATEN))
    for file in ('events.csv', 'events_ex5.csv'):
        told = subprocess.run([PYTHON, os.path.join(FOLDER, 'prefix_check.py'), data(file), goals, wrapper], capture_output=True, text=True)
        check(f'{name} no look-ahead in {file}', told.returncode == 0, told.stdout.strip())
    replay(events, goals, at('again.csv'))
    check(f'{name} deterministic', filecmp.cmp(ours, at('again.csv'), shallow=False), 'two runs')
    replay(data('events_dirty.csv'), goals, at('dirty.csv'))
    check(f'{name} duplicates, late and corrected', filecmp.cmp(ours, at('dirty.csv'), shallow=False), 'the same signals as the clean file')
    replay(data('events_ex5.csv'), goals, at('ours5.csv'))
    script('reference.py', data('events_ex5.csv'), goals, at('reference5.csv'))
    (auc, top), (aucr, topr) = ex5(data('events_ex5.csv'), at('ours5.csv')), ex5(data('events_ex5.csv'), at('reference5.csv'))
    check(f'{name} figures per exercise', auc >= aucr and top >= topr, f'AUC {auc:.3f}, reference {aucr:.3f}; top 5% {top:.2f}, reference {topr:.2f}')
page = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'docs', 'signals.md')).read()
found = {name: {} for name in sets}
for name in sets:
    for rules in RULES:
        found[name].update(worth(os.path.join(FOLDER, 'data', name, 'events.csv'), os.path.join(FOLDER, 'data', name, 'goals.csv'), rules, at('worth.csv')))
if {'assist09', 'algebra05'} <= found.keys():
    for rule in found['assist09']:
        cells = [' · '.join(c) if c[0] != '–' else '–' for c in zip(found['assist09'][rule], found['algebra05'][rule])]
        line = f"| `{rule}` | {' | '.join(cells)} |"
        check(f'docs/signals.md has the measured figures of {rule}', line in page, line)
if sets:
    many([os.path.join(FOLDER, 'data', s, 'events.csv') for s in sets], 340_000, at('many.csv'))
    seconds = replay(at('many.csv'), os.path.join(FOLDER, 'data', sets[0], 'goals.csv'), at('many.out'))
    check('340,000 events in one process', seconds <= 10, f'{seconds:.1f} s')
print(f'signals: {"all good" if not failed else str(failed) + " failed"}')
sys.exit(failed > 0)
