"""The cue lexicon: what the words that attribute say of the attribution.

`CUE_LEXICON` is ours, made by reading the cues of the training part of PolNeAR (Newell et
al., LREC 2018) and standard lists of reporting verbs; `attribgraph.cues` looks cues up in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attribgraph.vocabulary import Act, Certainty, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CUE_LEXICON", "HEDGES", "IRREGULAR", "LIGHT", "NEGATORS", "CueEntry"]


@dataclass(frozen=True, slots=True)
class CueEntry:
    """What a cue lemma says of the attribution.

    Attributes
    ----------
    act
        What the source did.
    certainty
        How sure the cue alone says that it was.
    stance
        Where that leaves it, if the act's own stance does not say it ("praise", "oppose");
        None: the act's own.
    negated
        Whether the cue says by itself that it was *not* done ("decline").
    """

    act: Act
    certainty: Certainty = Certainty.UNSPECIFIED
    stance: Stance | None = None
    negated: bool = False


_C, _PR, _PS = Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE

# one line for each combination that occurs; a lemma of several words stands for the phrase
_LINES: Final[tuple[tuple[CueEntry, str], ...]] = (
    (
        CueEntry(Act.ASSERT),
        """
        :, according to, account, add, address, allow that, allude, announce, announcement, answer,
        argue, argument, articulate, assert, assertion, assurance, assure, attest, attribute,
        bark, begin, bill as, blare, boast, brag, brand, break the news, call, caption, case,
        cast, chant, characterise, characterization, characterize, chime in, cite as, claim,
        clarify, clear, coin, comment that, communicate, compare, conclude, confide, contend,
        contention, continue, contrast, convey, convince, counter, credit, cry, deadpan,
        declaration, declare, decree, deem, defend, defense, define, deliver, depict, depiction,
        describe, description, detail, dictate, dictum, disclose, disclosure, draw comparison,
        dub, elaborate, email, emphasise, emphasize, equate, exclaim, expand on, explain,
        explain away, explanation, express, feature, find that, fire back, follow up, go by, go
        on, headline, highlight, hit back, hold, identify, in the words of, include, inform,
        inscribe, insistence, interject, interview, introduce, invoke, joke, justify, know as,
        label, lay out, lecture, let know, liken, line, list, make a case, make clear, make the
        argument, make the case, make the observation, make the point, mention, message, motto,
        mouth, muse, mutter, name, narrative, nickname, note, observe, open, opine, outline,
        outspoken, paint, peddle, per, persuade, pitch, pledge allegiance, point out, point to,
        portray, portrayal, posit, post, posture, preach, present, print, proclaim, profess,
        pronounce, push back on, put, put it, quip, rant, read, reason, reassure, recall,
        recapitulate, recast, recite, recount, refer, refer to, reflect, refrain, reiterate,
        relate, remark, remind, reminder, repeat, reply, reprise, respond, response, retort,
        retweet, reveal, revelation, rhetoric, rule, say, say of, scream, self describe, share,
        shoot back, shout, sign off, signal, sing, slogan, snap, so call, sound, sound off,
        speak, speak of, speak out, spell out, stand by, state, statement, stress, submit, sum
        up, summarize, swear, tag, tell, tell of, term, testify, testimony, text, thunder,
        title, tout, tweet, underline, underscore, unveil, utter, vocal, voice, vouch, whisper,
        word, write, write in, yell
        """,
    ),
    (
        CueEntry(Act.ASSERT, _C),
        """
        affirm, double down, guarantee, insist, leave no doubt, maintain, make it clear, make
        plain, stand firm
        """,
    ),
    (
        CueEntry(Act.ASSERT, _PR),
        """
        apparently, appear, appear like, look, look like, seem, seem like, seemingly, sound like
        """,
    ),
    (
        CueEntry(Act.ASSERT, _PS),
        """
        allegedly, float, hint, hypothesize, implication, imply, indicate, insinuate, intimate,
        offer the possibility, purport, raise the possibility, raise the prospect, raise the
        specter, reportedly, rumor, rumour, suggest, suggestion, supposedly, tease, theorize,
        theory
        """,
    ),
    (
        CueEntry(Act.CONFIRM),
        """
        accept, agree, agreement, attest to, authenticate, back up, bear out, certify, concur,
        confirm, confirmation, consensus, corroborate, credit with, echo, embrace, go along,
        nod, ratify, reaffirm, second, side, sign on, subscribe to, substantiate, validate,
        verify
        """,
    ),
    (
        CueEntry(Act.CONFIRM, _C),
        """
        demonstrate, establish, make evident, proof, prove
        """,
    ),
    (
        CueEntry(Act.ADMIT),
        """
        acknowledge, acknowledgement, acknowledgment, acquiesce, admission, admit, apologise,
        apologize, apology, come clean, come to terms, concede, confess, confession, cop to,
        grant, grudge, own up, plead guilty, recognise, recognition, recognize, regret, resign
        to
        """,
    ),
    (
        CueEntry(Act.DENY),
        """
        balk, bat down, brush aside, brush off, contest, contradict, debunk, denial, deny,
        differ, disagree, disagreement, disavow, disbelieve, disclaim, discount, discredit,
        dismiss, disown, disprove, dispute, dissent, distance, distance from, downplay, knock
        down, make no secret, object, overrule, play down, plead not guilty, push back, rebuff,
        rebut, rebuttal, refute, reject, rejection, renounce, repudiate, repudiation, rule out,
        scoff, shoot down, shrug off, strike down, take issue, wave off
        """,
    ),
    (
        CueEntry(Act.QUESTION),
        """
        ambivalence, ask, cast doubt, challenge, debate, doubt, examine, grill, inquire,
        inquiry, interrogate, investigate, look into, misgiving, not clear, ponder, pose, press,
        probe, puzzle, query, question, quiz, raise question, reluctance, review, sceptical,
        scrutinize, scrutiny, second guess, skeptical, skepticism, study whether, test, throw
        into doubt, uncertain, uncertainty, unclear, uneasy, unknown, unsure, wary, wonder
        """,
    ),
    (
        CueEntry(Act.BELIEVE),
        """
        assessment, associate, assume, assumption, attitude, be of the view, belief, believe,
        care, conceive, conclusion, consider, contemplate, conventional wisdom, conviction,
        count, discover, envision, experience, faith, favorite, feel, feeling, figure, forget,
        hear, hold that, idea, ideology, ignore, imagine, impression, in the mind of, in view,
        interpret, interpretation, judge, lean, learn, like, look at, look upon, love, mind,
        mindset, mistake, misunderstand, notice, notion, opinion, outlook, partial to, perceive,
        perception, philosophy, prefer, preference, presume, prioritize, priority, rank, read
        as, reckon, regard, remember, see, sense, sentiment, take as, think, thinking, thought,
        treat as, trust, understand, understanding, value, view, vision, wisdom, witness
        """,
    ),
    (
        CueEntry(Act.BELIEVE, _C),
        """
        aware, be certain, be confident, be convinced, be sure, certain, certainty, confidence,
        confident, convince of, convinced, know, knowledge, realise, realize, sure
        """,
    ),
    (
        CueEntry(Act.BELIEVE, _PS),
        """
        afraid, agonize, angst, anxiety, anxious, apprehension, concern, concerned, conjecture,
        conspiracy theory, dread, fear, fret, guess, hunch, nervous, panic, speculate,
        speculation, surmise, suspect, suspicion, wonder whether, worried, worry
        """,
    ),
    (
        CueEntry(Act.ESTIMATE),
        """
        approximate, calculate, calculation, compute, estimate, estimation, extrapolate, gauge,
        measure, model, price, put at, quantify, score, tally
        """,
    ),
    (
        CueEntry(Act.PREDICT, _PR),
        """
        anticipate, augur, bank on, be likely, bet, bode, count on, envisage, expect,
        expectation, forecast, foresee, foretell, handicap, likely, look forward, optimism,
        optimistic, pessimism, pessimistic, predict, prediction, prognosticate, project,
        projection, prophecy, prophesy
        """,
    ),
    (
        CueEntry(Act.WARN),
        """
        admonish, admonition, alarm, alert, caution, cry foul, express concern, forewarn, raise
        alarm, raise concern, raise fear, raise red flag, raise the alarm, red flag, sound
        alarm, sound the alarm, voice concern, warn, warning
        """,
    ),
    (
        CueEntry(Act.PROMISE),
        """
        agenda, agree to, aim, aspire, attempt, be open to, bid, choose, commit, commitment,
        consider run, decide, decision, dedicate, design, determination, determined, devote,
        eager, effort, elect, explore, eye, fight, goal, hesitant, hesitate, hope to, intend,
        intent, intention, invest, look to, mean, mull, negotiate, offer, offer to, offer up,
        opt, plan, pledge, prepare, prepared, promise, purpose, pursue, ready, reluctant,
        resolve, schedule, seek to, set out, strategy, strive, swear to, target, threat,
        threaten, try, undertake, unwilling, unwillingness, volunteer, vow, will not, willing,
        willingness, work to
        """,
    ),
    (
        CueEntry(Act.DEMAND),
        """
        adopt, advice, advise, advocate, allow, amendment, appeal, appoint, appointment,
        approve, ask for, ask to, aspiration, authorize, ban, bar, beg, beseech, bill, block,
        call for, call on, call upon, campaign for, caution against, champion, command, counsel,
        crave, dare, demand, desire, direct, draft, dream, eliminate, enact, encourage, enforce,
        exhort, file, fire, forbid, guideline, hire, hope, hopeful, implore, impose, initiative,
        insist on, instruct, instruction, introduce bill, invite, issue, law, lawsuit,
        legislation, limit, lobby, long for, make the case for, mandate, motion, need, nominate,
        order, overturn, pass, permit, petition, platform, plea, plead, policy, pray, prescribe,
        press for, pressure, prohibit, promote, prompt, proposal, propose, push, push for,
        rally, recommend, recommendation, recruit, reinstate, remind to, request, require,
        restrict, rule that, seek, set, sign, solicit, sponsor, subpoena, sue, suggest that,
        tell to, urge, urging, veto, vie for, vote for, want, wish, would like, yearn
        """,
    ),
    (
        CueEntry(Act.ACCUSE),
        """
        accusation, accuse, allegation, allege, bemoan, blame, carp, charge, complain,
        complaint, decry, fault, finger, grievance, gripe, grouse, grumble, hold responsible,
        implicate, impugn, incriminate, indict, indictment, lament, point the finger, prosecute,
        protest, whine
        """,
    ),
    (
        CueEntry(Act.REPORT),
        """
        air, article, assess, break, broadcast, capture, chronicle, circulate, cite, cover,
        coverage, datum, demonstrate that, display, document, evidence, exemplify, expose, find,
        finding, first report, footage, illustrate, in accordance with, information, lay bare,
        leak, list as, log, news, note that, obtain, paraphrase, pass on, poll, profile,
        provide, publicize, publish, quote, rate, recap, record, reference, register, relay,
        release, report, reprint, result, retell, reveal that, show, source, statistic, story,
        study, survey, takeaway, tell the story, trace, transcript, uncover, update
        """,
    ),
    (
        CueEntry(Act.RETRACT),
        """
        back away, back off, backpedal, backtrack, disavowal, flip flop, recant, rescind,
        rethink, retract, retraction, reverse, revoke, take back, unendorse, unsay, walk back,
        withdraw
        """,
    ),
    (
        CueEntry(Act.COMMENT),
        """
        answer question, argue about, argue with, attention, avoid, bicker, boo, bring up,
        clash, comment, conversation, curious, deal with, debate over, discuss, discussion,
        divided, dodge, dwell on, equivocate, evade, feud, focus, follow, gloss over, grapple
        with, greet, hedge, home in, imitate, interest, joke about, laugh, mimic, mock, monitor,
        opine on, outline of, parody, pivot, poke fun, position, quarrel, raise, react,
        reaction, remain silent, remark on, ridicule, satirize, shock, sidestep, silence,
        silent, skip, spar, speak about, speech, split, stance, stun, surprise, take on, talk,
        tangle, torn, touch on, turn to, vote, wait, watch, weigh, weigh in, wrestle with, zero
        in
        """,
    ),
    (
        CueEntry(Act.COMMENT, stance=Stance.SUPPORT),
        """
        acclaim, admiration, admire, adore, affection, ally, applaud, appreciate, approval,
        back, backer, backing, bless, campaign, celebrate, cheer, cheerlead, commend,
        compliment, congratulate, content, defend against, defender, delight, delighted,
        enamored, encouragement, endorse, endorsement, enjoy, enthusiasm, enthusiastic, excite,
        extol, fan, favor, favorable, favour, fond, get behind, glad, grateful, gratitude, gush,
        hail, happy, honor, impress, impressed, laud, loyal, passion, please, pleased, popular,
        praise, pride, proponent, proud, rally around, rally behind, rave, relish, respect, root
        for, salute, side with, stand up for, stand with, stick with, stump for, support,
        supporter, supportive, sympathize, sympathy, thank, thrill, throw support, throw weight
        behind, tout as, tribute, trumpet, unite around, upbeat, welcome
        """,
    ),
    (
        CueEntry(Act.COMMENT, stance=Stance.DENY),
        """
        against, anger, angry, animus, annoy, anti, antipathy, appall, assail, attack, aversion,
        backlash, barb, bash, belittle, berate, blast, bristle, call out, campaign against,
        castigate, censure, chastise, chide, come out against, condemn, condemnation, critic,
        critical, criticise, criticism, criticize, critique, decry as, defy, demonize, denounce,
        denunciation, deride, despise, detest, diatribe, dig, ding, disappoint, disappointed,
        disappointment, disapproval, disapprove, disdain, disgust, dislike, dismay, disparage,
        distaste, distrust, distrustful, excoriate, fight against, frustrated, frustration,
        fume, furious, fury, go after, hammer, hate, heckle, hit, horrified, hostile, hostility,
        infuriate, insult, inveigh, irritate, jab, jeer, knock, lambast, lambaste, lash out,
        loathe, needle, object to, objection, offend, offended, offense, opponent, oppose,
        opposition, outrage, pan, pillory, pummel, push against, rail, rail against, rattle,
        rattle off attack, rebuke, reprimand, reproach, resent, resentment, resist, resistance,
        revile, rip, roast, savage, scared, scold, scorn, seethe, single out, skewer, slam,
        smear, swipe, take a swipe, take aim, take exception, take shot, takedown, taunt, tear
        into, tired of, trash, uncomfortable, undercut, undermine, unhappy, unleash, unload,
        unpopular, upbraid, upset, vent, vilify, vote against
        """,
    ),
    (
        CueEntry(Act.COMMENT, negated=True),
        """
        avoid mention, balk at, be mum, decline, demur, do not return, fail to, keep mum, keep
        quiet, leave out, mum, no comment, not forthcoming, not respond, refusal, refuse, stop
        short
        """,
    ),
)


def _lemmas(line: str) -> list[str]:
    return [" ".join(lemma.split()) for lemma in line.split(",")]


def _table() -> dict[str, CueEntry]:
    table: dict[str, CueEntry] = {}
    for entry, line in _LINES:
        table.update(dict.fromkeys(_lemmas(line), entry))
    return table


CUE_LEXICON: Final[Mapping[str, CueEntry]] = MappingProxyType(_table())
"""Cue lemmas, of one word or several, and what each says of the attribution.

A colon stands for a cue that is a lead-in and no word ("CLINTON: ..."). Wishes and orders are
demands; intentions and threats are promises, since they bind whoever makes them; fears are
beliefs in what is possible; approval and criticism are comments with a stance. Polls, studies
and quoting are reports.
"""

HEDGES: Final[Mapping[str, Certainty]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("may", "might", "could", "perhaps", "maybe", "possibly", "reportedly", "allegedly"),
            _PS,
        ),
        **dict.fromkeys(("purportedly", "supposedly", "conceivably"), _PS),
        **dict.fromkeys(("probably", "likely", "apparently", "seemingly", "presumably"), _PR),
        **dict.fromkeys(
            ("certainly", "clearly", "definitely", "undoubtedly", "surely", "unequivocally"), _C
        ),
        **dict.fromkeys(("firmly", "absolutely", "flatly", "emphatically", "categorically"), _C),
    }
)
"""Words beside the lemma that say how sure the source was, and go before the lemma's own."""

NEGATORS: Final = frozenset(
    {"not", "never", "no", "neither", "nor", "without", "nobody", "none", "decline", "refuse"}
    | {"fail", "avoid", "unable", "refusal", "neglect"}
)
"""Words before the lemma that negate it; two of them cancel out."""

LIGHT: Final = frozenset(
    _lemmas(
        """
        address, apparently, appear, attempt, begin, break, continue, decline, deliver, draft,
        express, fail to, fight, file, go on, issue, likely, look, need, offer, open, post,
        present, print, provide, publish, put, raise, recall, reflect, refusal, refuse, release,
        reportedly, seem, seemingly, set, share, sign, speak, try, voice, word
        """
    )
)
"""Lemmas that leave the decision to a further one, where the cue has it ("seemed to suggest",
"declined to comment")."""

IRREGULAR: Final[Mapping[str, str]] = {
    form: lemma
    for line in (
        "be: am is are was were been being 's 're 'm",
        "say: said",
        "tell: told",
        "write: wrote written",
        "think: thought",
        "know: knew known",
        "see: saw seen",
        "find: found",
        "feel: felt",
        "hold: held",
        "make: made",
        "go: went gone",
        "give: gave given",
        "take: took taken",
        "speak: spoke spoken",
        "mean: meant",
        "seek: sought",
        "understand: understood",
        "hear: heard",
        "show: shown",
        "swear: swore sworn",
        "draw: drew drawn",
        "throw: threw thrown",
        "break: broke broken",
        "choose: chose chosen",
        "forget: forgot forgotten",
        "foresee: foresaw foreseen",
        "foretell: foretold",
        "forbid: forbade forbidden",
        "fight: fought",
        "come: came",
        "lay: laid",
        "stand: stood",
        "stick: stuck",
        "shoot: shot",
        "strike: struck",
        "tear: tore torn",
        "bring: brought",
        "send: sent",
        "withdraw: withdrew withdrawn",
        "retell: retold",
        "misunderstand: misunderstood",
        "mistake: mistook mistaken",
        "rethink: rethought",
        "keep: kept",
        "leave: left",
        "do: did does done",
        "have: has had 've",
        "sing: sang sung",
        "beseech: besought",
        "shine: shone",
        "datum: data",
    )
    for lemma, forms in [line.split(": ")]
    for form in forms.split()
}
