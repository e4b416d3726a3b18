//! What a pattern in a role's answers may mean, in words: our own, after what the second source says of each desk.
//! Each speaks of a channel, never of whoever sits at the desk.

use crate::framework::Side;

/// What a pattern may mean, and what it costs if it does.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The hypothesis.
    pub may_mean: &'static str,
    /// The price, if it holds.
    pub costs: &'static str,
}

/// By pattern: the role rates higher than the others, lower, or does not know what others do.
#[derive(Debug)]
pub(super) struct Texts {
    pub higher: Meaning,
    pub lower: Meaning,
    pub unsure: Meaning,
}

/// The texts of a role; of one that is not known here, those of its side.
pub(super) fn texts(role: &str, side: Option<Side>) -> &'static Texts {
    match role {
        "ceo" => &CEO,
        "hr" => &HR,
        "legal" => &LEGAL,
        "business" => &BUSINESS,
        "cio" => &CIO,
        "ciso" => &CISO,
        "it-manager" => &IT_MANAGER,
        "security" => &SECURITY,
        "audit" => &AUDIT,
        _ => match side {
            Some(Side::Leadership) => &LEADERSHIP,
            Some(Side::Delivery) => &DELIVERY,
            Some(Side::Independent) | None => &INDEPENDENT,
        },
    }
}

const fn meaning(may_mean: &'static str, costs: &'static str) -> Meaning {
    Meaning { may_mean, costs }
}

/// Where each desk of the chain rates higher than the next below it.
pub(super) const BRIGHTENS: Meaning = meaning(
    "Perhaps each desk hands on a little less of what worries it than it was told, without anybody meaning to.",
    "What everybody below knows to be broken arrives at the top as a detail, if it arrives.",
);

/// Where each desk of the chain rates lower than the next below it.
pub(super) const DARKENS: Meaning = meaning(
    "Perhaps only trouble travels upwards, and what has been mended is never reported.",
    "The top steers by old worries, and money goes where it is no longer needed.",
);

/// Where a desk alone knows what others do not.
pub(super) const ONLY: Meaning = meaning(
    "Perhaps what this desk knows has no set way to the others, and is told where somebody happens to ask.",
    "The others decide without it, or learn of it when the decision has been made.",
);

const CEO: Texts = Texts {
    higher: meaning(
        "Perhaps nobody has told the CEO who raised which warning, and what became of it: what arrives at the top \
         may have been shortened and softened on its way.",
        "Risks are carried that nobody at the top chose to carry, and money follows the brighter picture.",
    ),
    lower: meaning(
        "Perhaps only trouble is reported to the CEO, and what works never is.",
        "Sound work has to be defended afresh each year, and those who do it stop speaking up.",
    ),
    unsure: meaning(
        "Perhaps nobody has told the CEO who could answer this, or made a plain question easy to ask in a full \
         diary.",
        "What is never asked is decided by default, by whoever happens to be nearest.",
    ),
};

const CIO: Texts = Texts {
    higher: meaning(
        "Perhaps plans reach the CIO from below as if they were done, and nobody has agreed what must be passed on \
         as unfinished.",
        "Both neighbours plan on work that is not there, and learn of it near a breach or after one.",
    ),
    lower: meaning(
        "Perhaps there is no agreed moment at which the CIO can report a gap that has neither staff nor money \
         without it looking like a fault.",
        "Leadership hears of a gap once it is urgent, when the cheap remedies are gone.",
    ),
    unsure: meaning(
        "Perhaps nobody has the time to gather for the CIO what the teams already know.",
        "Staff and money are asked for without the facts that would win them.",
    ),
};

const CISO: Texts = Texts {
    higher: meaning(
        "Perhaps nobody reports back to the CISO how standards fare in daily work, so that what is written passes \
         for what is done.",
        "The programme looks complete on paper while people work around it.",
    ),
    lower: meaning(
        "Perhaps the CISO's warnings have no fixed place on anybody's agenda, or lose their edge on the way to it.",
        "The same concern is written down year after year while the exposure grows.",
    ),
    unsure: meaning(
        "Perhaps what IT and the business units know reaches the CISO by chance, with nobody whose task it is to \
         bring it.",
        "Security advises an organization of which it is shown a part.",
    ),
};

const IT_MANAGER: Texts = Texts {
    higher: meaning(
        "Perhaps nobody shows IT the contracts, duties and plans by which the others judge the same work.",
        "Work is done with care and still misses what the business has promised.",
    ),
    lower: meaning(
        "Perhaps early warnings from IT have met neither money nor an answer, so that only what is already broken \
         is still reported.",
        "What could have been prevented cheaply is repaired at full price.",
    ),
    unsure: meaning(
        "Perhaps decisions reach IT as tasks, without the reasons and the dates behind them.",
        "Nobody who runs the systems can say in time what will not fit.",
    ),
};

const HR: Texts = Texts {
    higher: meaning(
        "Perhaps HR is told what the rules say, and not how people get their work done in spite of them.",
        "Onboarding and training teach rules that do not hold at work.",
    ),
    lower: meaning(
        "Perhaps HR, which meets every employee, sees how little of it reaches staff, and has nobody to tell.",
        "Joiners, leavers and people's own devices go by outdated rules, and those who could mend it do not hear.",
    ),
    unsure: meaning(
        "Perhaps nobody has invited HR into the circle where security is discussed.",
        "The one function that reaches every employee passes on what it happened to hear, right or wrong.",
    ),
};

const LEGAL: Texts = Texts {
    higher: meaning(
        "Perhaps Legal is shown what was agreed on paper, and not how it is carried out.",
        "A duty counts as met until a regulator or a court looks at it.",
    ),
    lower: meaning(
        "Perhaps nobody has compared the duties that Legal knows of with what IT does about them.",
        "Gaps arrive as fines and lawsuits when they could have been tasks.",
    ),
    unsure: meaning(
        "Perhaps nobody lays notes on what is done beside Legal's notes on what is owed.",
        "Whether the organization complies is found out when it has to be proved.",
    ),
};

const BUSINESS: Texts = Texts {
    higher: meaning(
        "Perhaps nobody tells the business unit what its launches and exceptions cause elsewhere.",
        "Risks are accepted in one place and carried in another.",
    ),
    lower: meaning(
        "Perhaps the business unit lives with controls that do not fit its work, and has nobody whose task it is to \
         listen.",
        "Workarounds spread where nobody counts them.",
    ),
    unsure: meaning(
        "Perhaps no liaison brings the business unit what it needs to decide on its own risks.",
        "The owner of a risk signs without having been shown it.",
    ),
};

const SECURITY: Texts = Texts {
    higher: meaning(
        "Perhaps the security staff see their tools work, and nobody tells them how the rules land in the units.",
        "Effort goes where the team can see, and not where the trouble is.",
    ),
    lower: meaning(
        "Perhaps concerns of the security staff stop at the first desk above theirs.",
        "Those who could decide learn of a weakness from an incident.",
    ),
    unsure: meaning(
        "Perhaps decisions on priorities and exceptions are not handed back to the staff who live with them.",
        "Effort is spent on what has been dropped, and what was accepted is fought again.",
    ),
};

const AUDIT: Texts = Texts {
    higher: meaning(
        "Perhaps reviewers are shown what is written, and the places that are in order.",
        "Leadership leans on an assurance that was never tested where it is thin.",
    ),
    lower: meaning(
        "Perhaps findings are read and filed, with no owner who has to answer for each.",
        "The same finding comes back, dearer to close each time.",
    ),
    unsure: meaning(
        "Perhaps audit is called in at the end, and not told of what is being begun.",
        "Projects meet their first independent question when every change is dear.",
    ),
};

const LEADERSHIP: Texts = Texts {
    higher: meaning(
        "Perhaps what is hard reaches this desk late or softened, and nobody has told it who raised what.",
        "Risks are carried without having been chosen.",
    ),
    lower: meaning(
        "Perhaps only trouble is reported to this desk, and what works never is.",
        "Sound work is doubted, and has to be defended again and again.",
    ),
    unsure: meaning(
        "Perhaps nobody has told this desk who could answer, or made a plain question easy to ask.",
        "What is never asked is decided by default.",
    ),
};

const DELIVERY: Texts = Texts {
    higher: meaning(
        "Perhaps nobody reports back to this desk how its work fares with the people who depend on it.",
        "What is planned or written passes for what is done.",
    ),
    lower: meaning(
        "Perhaps warnings from this desk have met neither money nor an answer, so that they come late or not at \
         all.",
        "Prevention gives way to repair, at the higher price.",
    ),
    unsure: meaning(
        "Perhaps decisions reach this desk as tasks, without the reasons behind them.",
        "Nobody who does the work can say in time what will not fit.",
    ),
};

const INDEPENDENT: Texts = Texts {
    higher: meaning(
        "Perhaps this desk is shown what is written, and the places that are in order.",
        "Others lean on an assurance that was never tested where it is thin.",
    ),
    lower: meaning(
        "Perhaps what this desk finds is read and filed, with nobody who has to answer.",
        "The same finding comes back.",
    ),
    unsure: meaning(
        "Perhaps this desk is called in at the end, and not told of what is being begun.",
        "The independent question comes when every change is dear.",
    ),
};
