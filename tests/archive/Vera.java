/* veraPDF over many files in one JVM. Arguments: PROFILE[,PROFILE…]=FILE…
 * Prints a line a file and profile, "FILE PROFILE compliant", or a line a
 * failed rule with one place where it failed. Exit status 1 when any failed,
 * 2 when a file could not be judged. */
import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Vera {
	private static int worst = 0;

	public static void main(String[] args) {
		VeraGreenfieldFoundryProvider.initialise();
		for (String arg : args) {
			int at = arg.indexOf('=');
			for (String profile : arg.substring(0, at).split(","))
				judge(arg.substring(at + 1), profile);
		}
		System.exit(worst);
	}

	private static void judge(String file, String profile) {
		PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
		/* An unknown name would be judged by no rule at all. */
		if (flavour == null || flavour == PDFAFlavour.NO_FLAVOUR) {
			System.out.println(file + " " + profile + " UNKNOWN PROFILE");
			worst = 2;
			return;
		}
		try (PDFAParser parser = Foundries.defaultInstance()
				.createParser(new File(file), flavour);
		     PDFAValidator validator = Foundries.defaultInstance()
				.createValidator(flavour, false)) {
			tell(file, profile, validator.validate(parser));
		} catch (Exception e) {
			System.out.println(file + " " + profile + " UNREADABLE " + e);
			worst = 2;
		}
	}

	private static void tell(String file, String profile, ValidationResult r) {
		/* A judge that asked nothing has not found it good. */
		if (r.isCompliant() && r.getTotalAssertions() > 0) {
			System.out.println(file + " " + profile + " compliant, "
				+ r.getTotalAssertions() + " checks");
			return;
		}
		worst = Math.max(worst, 1);
		Map<String, String> rules = new TreeMap<>();
		for (TestAssertion a : r.getTestAssertions())
			if (a.getStatus() == TestAssertion.Status.FAILED)
				rules.putIfAbsent(a.getRuleId().getClause() + " test "
					+ a.getRuleId().getTestNumber(), a.getMessage()
					+ " AT " + a.getLocation().getContext());
		if (rules.isEmpty())
			rules.put("no rule", r.getTotalAssertions() + " checks");
		for (Map.Entry<String, String> rule : rules.entrySet())
			System.out.println(file + " " + profile + " FAILED "
				+ rule.getKey() + ": " + rule.getValue());
	}
}
