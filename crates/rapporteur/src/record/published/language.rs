//! Names of months and days of the week, in English and in the languages that pages and feeds are met in.

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The months in other languages: German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Romanian, Turkish, Danish, Norwegian, Swedish,
/// Indonesian, Russian, Ukrainian and Greek. Of short forms only those that no two of them use for two months.
const OTHER_MONTHS: [&str; 12] = [
    "januar janvier enero gennaio janeiro januari stycznia января січня jänner ledna ianuarie ocak ιανουαρίου jän janv ene gen янв",
    "februar février fevrier febrero febbraio fevereiro februari lutego февраля лютого feber února februarie şubat φεβρουαρίου févr fév fevr fev фев",
    "märz maerz mars marzo março maart marca марта березня března martie mart marts maret μαρτίου mär mrt мар",
    "avril abril aprile kwietnia апреля квітня dubna aprilie nisan απριλίου avr abr апр",
    "mai mayo maggio maio mei maja мая травня května mayıs maj μαΐου mag",
    "juni juin junio giugno junho czerwca июня червня června iunie haziran ιουνίου giu июн",
    "juli juillet julio luglio julho lipca июля липня července iulie temmuz ιουλίου juil lug июл",
    "août aout agosto augustus sierpnia августа серпня srpna ağustos augusti agustus αυγούστου ago авг",
    "septembre septiembre settembre setembro września сентября вересня září septembrie eylül σεπτεμβρίου set сен сент",
    "oktober octobre octubre ottobre outubro października октября жовтня října octombrie ekim οκτωβρίου okt ott out окт",
    "novembre noviembre novembro listopada ноября листопада listopadu noiembrie kasım νοεμβρίου ноя",
    "dezember décembre decembre diciembre dicembre dezembro grudnia декабря грудня prosince decembrie aralık desember δεκεμβρίου dez dic déc дек",
];

/// The days of the week in the same languages, and their short forms.
const OTHER_WEEKDAYS: [&str; 7] = [
    "montag lundi lunes lunedì segunda segunda-feira maandag poniedziałek pondělí luni pazartesi mandag måndag senin понедельник понеділок δευτέρα mo lun seg pon пн",
    "dienstag mardi martes martedì terça terça-feira dinsdag wtorek úterý marți salı tirsdag tisdag selasa вторник вівторок τρίτη di mar ter вт",
    "mittwoch mercredi miércoles mercoledì quarta quarta-feira woensdag środa středa miercuri çarşamba onsdag rabu среда середа τετάρτη mi mer mié mie qua ср",
    "donnerstag jeudi jueves giovedì quinta quinta-feira donderdag czwartek čtvrtek joi perşembe torsdag kamis четверг четвер πέμπτη do jeu jue gio qui чт",
    "freitag vendredi viernes venerdì sexta sexta-feira vrijdag piątek pátek vineri cuma fredag jumat пятница п'ятниця п’ятниця παρασκευή fr ven vie sex пт",
    "samstag sonnabend samedi sábado sabato zaterdag sobota sâmbătă cumartesi lørdag lördag sabtu суббота субота σάββατο sa sam sáb sab сб",
    "sonntag dimanche domingo domenica zondag niedziela neděle duminică pazar søndag söndag minggu воскресенье неділя κυριακή so dim dom вс нд",
];

fn is_in(names: &str, word: &str) -> bool {
    names.split(' ').any(|name| name == word)
}

/// The month of "Feb", "Feb.", "Sept", "February", "février" or "Mär".
pub(super) fn month_of(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let english = |month: &str| month == word || (word.len() == 3 && month.starts_with(&word)) || (word == "sept" && month == "september");
    let other = || OTHER_MONTHS.iter().position(|names| is_in(names, &word));
    i8::try_from(MONTHS.iter().position(|month| english(month)).or_else(other)? + 1).ok()
}

/// A day of the week: "Sat", "Sat.", "Saturday", "samedi".
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    WEEKDAYS.iter().any(|day| *day == word || (word.len() >= 3 && word.len() <= 5 && day.starts_with(&word)))
        || OTHER_WEEKDAYS.iter().any(|names| is_in(names, &word))
}
