//! The words of the lead's screen of people’s data: who is forgotten, and how long what is kept.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { PeopleWord, people_word;
    PeopleOpen "Documents: button, people’s data.";
    PeopleBack "People’s data: button, back to the documents.";
    PeopleCustomer "People’s data: heading, a customer asks to be forgotten.";
    PeopleCustomerHow "People’s data, customer: what goes and what stays.";
    PeopleCustomerOf "People’s data, field: order or tracking number.";
    PeopleWorker "People’s data: heading, a worker has left.";
    PeopleWorkerHow "People’s data, worker: what goes and what stays.";
    PeopleWorkerOf "People’s data, field: badge.";
    PeoplePersons "People’s data: heading, figures by person.";
    PeoplePersonsHow "People’s data, figures by person: why somebody has to say what for.";
    PeoplePersonsOf "People’s data, field: what figures by person are wanted for.";
    PeoplePersonsOpen "People’s data: button, tells persons apart from now on.";
    PeoplePersonsAre "People’s data, figures by person: they are told until the lead signs out.";
    PeoplePersonsLast { at: String, who: String, purpose: String } "People’s data: who had figures by person told when and what for.";
    PeopleErase "People’s data: button, asks once more before it erases.";
    PeopleSure { who: String } "People’s data: button, erases for ever.";
    AllTogether "Figures: everybody together, where persons are not told apart.";
    PeopleKeptPersons { days: u64 } "People’s data: how long figures tell persons apart.";
    PeopleKept "People’s data: heading, what is kept and how long.";
    PeopleKeptDays { days: u64 } "People’s data: how long a customer’s data are kept.";
    PeopleKeptAlways "People’s data: they are kept until somebody erases them.";
    PeopleKeptWhere "People’s data: what is erased by itself, and what stays.";
    PeopleKeptShop "People’s data: what the shop has to see to itself.";
}
